import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A word that stands nowhere else, to be planted as a secret: letters and digits, as every product takes them. */
export function canary(): string {
  return `Zq${randomBytes(9).toString('hex')}Vx`;
}

/** All ways in which it would still be readable: as it is, in base64 at any place of a longer text, percent-encoded, in hexadecimal. */
function forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // The first and last letters also hold bits of what stands beside it.
    return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
  return [
    secret,
    ...base64,
    bytes.toString('hex'),
    encodeURIComponent(secret),
    [...bytes].map((byte) => `%${byte.toString(16)}`).join(''),
  ];
}

/** Whatever a terminal or a wrapped line puts into the midst of a word. */
function joined(text: string): string {
  return text.replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '').replace(/[\s\\+|\0]+/g, '');
}

/** The names of those that can be read in the text. */
export function seenIn(text: string, secrets: Readonly<Record<string, string>>): readonly string[] {
  const whole = joined(text);
  const low = whole.toLowerCase();
  return Object.entries(secrets).flatMap(([name, secret]) =>
    forms(secret).some((form) => whole.includes(form) || low.includes(form.toLowerCase())) ? [name] : [],
  );
}

/** `path: name` for each secret in each file below a folder; `unless` says where it has a right to be. */
export function leftBelow(
  folder: string,
  secrets: Readonly<Record<string, string>>,
  unless: (path: string, name: string) => boolean,
): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return leftBelow(path, secrets, unless);
    if (!entry.isFile() || statSync(path).size > 8_000_000) return [];
    return seenIn(`${entry.name}\n${readFileSync(path, 'latin1')}`, secrets)
      .filter((name) => !unless(path, name))
      .map((name) => `${path}: ${name}`);
  });
}

/** Looks at the arguments and environments of all processes of the machine, the lab's among them, until it is told to stop. */
export function watchProcesses(
  secrets: Readonly<Record<string, string>>,
  unless: (words: string, name: string) => boolean,
): () => { readonly looks: number; readonly seen: readonly string[] } {
  const seen = new Set<string>();
  let looks = 0;
  const timer = setInterval(() => {
    looks += 1;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const words = contentOf(`/proc/${pid}/cmdline`);
      const all = `${words}\n${contentOf(`/proc/${pid}/environ`)}`;
      // Most processes of the machine are none of ours: the cheap look comes first.
      for (const [name, secret] of Object.entries(secrets))
        if (all.includes(secret) && !unless(words, name))
          seen.add(`${name} in ${words.replaceAll('\0', ' ')}`);
    }
  }, 150);
  return () => {
    clearInterval(timer);
    return { looks, seen: [...seen] };
  };
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // It has ended.
    return '';
  }
}
