import { expect } from 'vitest';
import { labAxigenPassword, labMailboxPassword } from '../../../src/lab/paths.js';
import type { Said } from './run.js';

/** Control characters other than tabs and line ends: in a file or a pipe they are rubbish. */
const controlCodes = /[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]/;

/** What no output may hold, whatever happened. */
export function expectCleanOutput({ all }: Said): void {
  expect(all).not.toMatch(controlCodes);
  expect(all).not.toMatch(/^ +at .*\(?.*:\d+:\d+\)?$/m);
  expect(all).not.toMatch(/\bdefect in gateway-setup\b/);
  for (const secret of [labMailboxPassword, labAxigenPassword]) expect(all).not.toContain(secret);
}

/** Long lines are wrapped for people; what is looked for in them is not. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
