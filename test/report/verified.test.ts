import { describe, expect, test } from 'vitest';
import { plainPaint } from '../../src/report/human/paint.js';
import { failureDetailLines, failureLines, verifiedLines } from '../../src/report/human/verified.js';
import { failedView, handover, verifiedView } from '../wizard/fixture.js';

describe('several lines stay several lines, each made safe', () => {
  const text = 'one: \u001b[2Jwanted 25\r\ntwo: found 2526';

  test.each([
    ['the problem', failureLines(failedView({ problem: text }), plainPaint)],
    ['the details', failureDetailLines(failedView({ details: [text] }), plainPaint)],
    ['the proof', verifiedLines(verifiedView({ proof: [text] }), plainPaint).map((line) => line.slice(2))],
  ])('%s', (_name, lines) => {
    expect(lines).toContain('  one: \\x1b[2Jwanted 25');
    expect(lines).toContain('  two: found 2526');
    expect(lines.join('')).not.toMatch(/\\x0[ad]/);
  });
});

test('the names of many steps are wrapped', () => {
  const lines = failureLines(failedView({ stage: handover() }), plainPaint);
  expect(lines[1]).toMatch(/^Failed: Close the open relay; Move AXIGEN/);
  expect(lines[2]).toMatch(/^ {2}\S/);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(plainPaint.width);
});
