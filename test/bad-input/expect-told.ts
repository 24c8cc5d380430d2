import { expect } from 'vitest';
import { expectCleanOutput, oneLine } from '../e2e/support/output.js';
import type { Said } from '../e2e/support/run.js';
import type { Told, Words } from './row.js';

/** The three parts of an error as it stands on standard error, behind warnings: what happened, why it matters, what to do. */
const form =
  /^(?<warning>(?:Warning: .*\n(?: .*\n)*)*)Error: (?<says>[\s\S]*?)\n {2}Why: {2}(?<why>[\s\S]*?)\n {2}Next: (?<next>[\s\S]*)$/;

/** Looks at everything that is promised of a refusal. @returns what was warned of */
export function expectTold(said: Said, { code, says, why, next, anywhere = [], silent }: Told): string {
  expect(said.code, said.all).toBe(code);
  expectCleanOutput(said);
  const parts = form.exec(said.err.trimStart())?.groups;
  if (parts === undefined) throw new Error(`no error of three parts: ${said.all}`);
  for (const words of says) expectWords(parts.says, words);
  for (const words of anywhere) expectWords(said.err, words);
  expectWords(parts.why, why);
  expectWords(parts.next, next);
  if (silent !== undefined) expect(said.all).not.toContain(silent);
  return parts.warning ?? '';
}

export function expectWords(text: string | undefined, wanted: Words): void {
  const told = oneLine(text ?? '');
  if (typeof wanted === 'string') expect(told).toContain(wanted);
  else expect(told).toMatch(wanted);
}
