/** One answer as `surveyScript` frames it: `MARK HEAD`, the body, `MARK end CODE`. */
export interface Frame {
  readonly head: string;
  readonly body: Buffer;
  readonly code: number;
}

/** @throws Error when the output is not frames from its first byte to its last. */
export function readFrames(mark: string, output: Buffer): readonly Frame[] {
  const begin = Buffer.from(`${mark} `);
  const end = Buffer.from(`\n${mark} end `);
  const found: Frame[] = [];
  for (let at = 0; ; ) {
    const lineEnd = output.indexOf(0x0a, at);
    if (lineEnd < 0) throw new Error('the answer of the survey is cut off');
    if (!output.subarray(at, at + begin.length).equals(begin))
      throw new Error(`the answer of the survey is mixed with other text: ${quoted(output.subarray(at))}`);
    const head = output.toString('latin1', at + begin.length, lineEnd);
    if (head === 'all') {
      if (lineEnd + 1 === output.length) return found;
      throw new Error(`something follows the survey's answer: ${quoted(output.subarray(lineEnd + 1))}`);
    }
    const bodyEnd = output.indexOf(end, lineEnd + 1);
    const codeEnd = bodyEnd < 0 ? -1 : output.indexOf(0x0a, bodyEnd + end.length);
    if (codeEnd < 0) throw new Error('the answer of the survey is cut off');
    const code = output.toString('latin1', bodyEnd + end.length, codeEnd);
    if (!/^\d{1,3}$/.test(code))
      throw new Error(`the survey gave a status that is none: ${JSON.stringify(code)}`);
    found.push({ head, body: output.subarray(lineEnd + 1, bodyEnd), code: Number(code) });
    at = codeEnd + 1;
  }
}

function quoted(bytes: Buffer): string {
  return JSON.stringify(bytes.toString('latin1', 0, 80));
}
