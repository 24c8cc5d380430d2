/** What the script prints, made without it. */
export const mark = '@gs-1a2b';

export function fileFrame(
  number: number,
  path: string,
  bytes: Uint8Array,
  size = bytes.length,
  code = 0,
  real: string | Uint8Array = path,
): Buffer {
  return Buffer.concat([
    Buffer.from(`${mark} file ${number} yes no|0|644|0|0|${size}|1100000000|1|regular file\n`),
    Buffer.from(real),
    Buffer.from(`\n${mark} real\n${path}\n${mark} path\n`),
    bytes,
    Buffer.from(`\n${mark} end ${code}\n`),
  ]);
}

export function commandFrame(number: number, output: Uint8Array, code = 0): Buffer {
  return Buffer.concat([
    Buffer.from(`${mark} command ${number}\n`),
    output,
    Buffer.from(`\n${mark} end ${code}\n`),
  ]);
}

export function trouble(number: number, words: string, code = 1, link = 'no', real = ''): Buffer {
  return Buffer.from(
    `${mark} trouble ${number} ${link}\n${words}\n${mark} real\n${real}\n${mark} end ${code}\n`,
  );
}

export const placeFrame = (number: number, how: string, folder: string, real: string) =>
  Buffer.from(`${mark} place ${number} ${how}\n${folder}\t${real}\n${mark} end 0\n`);

export const all = Buffer.from(`${mark} all\n`);
export const of = (...frames: Uint8Array[]) => Buffer.concat([...frames, all]);
