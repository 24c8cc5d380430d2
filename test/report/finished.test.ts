import { describe, expect, test } from 'vitest';
import { finishedLines } from '../../src/report/human/finished.js';
import { plainPaint } from '../../src/report/human/paint.js';
import { seconds } from '../../src/report/human/verified.js';
import { finding, finishedView, step } from '../wizard/fixture.js';

describe('the last screen', () => {
  test.each([
    ['done', 3, 'Done on this server: 3 changes, 2 restarts.'],
    [
      'nothing-to-do',
      0,
      'Nothing to do on this server: everything is as it should be. 0 changes, 0 restarts.',
    ],
    ['left', 1, 'Left as it is on this server: 1 change, 2 restarts. Not everything is as it should be.'],
    ['rolled-back', 3, 'Taken back on this server: it is as it was before.'],
    ['cancelled', 0, 'Stopped on this server: nothing was changed.'],
    ['cancelled', 2, 'Stopped on this server after 2 changes, 2 restarts. Run gateway-setup again to go on.'],
  ] as const)('%s with %i changes', (outcome, changes, sentence) => {
    const lines = finishedLines(finishedView({ outcome, changes }), plainPaint);
    expect(lines[1]).toBe(sentence);
    expect(lines.includes('  gateway-setup rollback')).toBe(outcome !== 'rolled-back' && changes > 0);
  });

  test('ends with the header of the test message', () => {
    const view = finishedView({ proof: 'X-Virus-Scanner: checked\u001b[31m by NOD32 (after 0.1 s)' });
    expect(finishedLines(view, plainPaint).slice(-2)).toEqual([
      'The test message arrived with',
      '  X-Virus-Scanner: checked\\x1b[31m by NOD32 (after 0.1 s)',
    ]);
  });

  test('names what is open and what was skipped, with what that means', () => {
    const view = finishedView({
      findings: [finding(), finding({ id: 'SETTLED', verdict: 'ok' })],
      skipped: [step('telnet-verify', 'Look at the banner')],
    });
    const text = finishedLines(view, plainPaint).join('\n');
    expect(text).toContain('NOD32-LISTEN-PORT');
    expect(text).not.toContain('SETTLED');
    expect(text).toContain('  * Look at the banner: Without telnet-verify no mail is scanned.');
  });
});

test.each([
  [0, 'less than 0.1 s'],
  [99, 'less than 0.1 s'],
  [100, '0.1 s'],
  [12_340, '12.3 s'],
])('%i ms', (ms, text) => {
  expect(seconds(ms)).toBe(text);
});
