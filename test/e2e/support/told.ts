import { expect } from 'vitest';
import type { Step } from '../../../src/model/step.js';
import type { StepId } from '../../../src/model/step-id.js';

/** What the operator is told of a step. */
export interface Told {
  /** The sentence about the change. */
  readonly line: string;
  readonly verified: readonly string[];
}

/** The first part of the output in which a step is carried out: from its rule to the next one. */
function partOf(out: string, title: string): { readonly heading: string; readonly text: string } {
  const parts = out.split(/^-{20,}$/m).slice(1);
  const text = parts.find((part) => part.includes(title)) ?? '';
  const lines = text.trim().split('\n');
  return { heading: lines.find((line) => line.includes(title)) ?? '', text };
}

/** Sees that the output tells of a step what the table says, and that nothing is missing in the table. */
export function expectTold(
  out: string,
  { id, title }: Step,
  table: Readonly<Partial<Record<StepId, Told>>>,
): void {
  // The lab's locale is C, so our own typography comes as ASCII.
  const heading = title.replaceAll('\u2019', "'");
  const part = partOf(out, heading);
  expect(part.heading).toContain(heading);
  const told = table[id];
  if (told === undefined) throw new Error(`it is not known here what ${id} tells`);
  expect(part.text).toContain(told.line);
  for (const finding of told.verified) {
    expect(part.text).toMatch(new RegExp(`^  \\+ ok +${finding}  \\S`, 'm'));
  }
  expect(told.verified.length).toBeGreaterThan(0);
}

/** Sees that there is a heading for each of so many parts, in their order. */
export function expectParts(out: string, count: number): void {
  const headings = out.match(/^Part \d+ of \d+$/gm);
  expect(headings).toEqual(Array.from({ length: count }, (_, index) => `Part ${index + 1} of ${count}`));
}
