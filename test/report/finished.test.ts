import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { StepId } from '../../src/model/step-id.js';
import { finishedLines } from '../../src/report/human/finished.js';
import { plainPaint } from '../../src/report/human/paint.js';
import { seconds } from '../../src/report/human/verified.js';
import { stepNamed } from '../../steps/index.js';
import { finding, finishedView, hostFacts, step } from '../wizard/fixture.js';

const titleOf = (id: StepId) => stepNamed(id)[0]?.title;

/** The first sentence, which may take two lines. */
function headline(lines: readonly string[]): string {
  const end = lines.findIndex((line, index) => index > 1 && !/^ {2}\S/.test(line));
  return lines
    .slice(1, end < 0 ? undefined : end)
    .join('')
    .replace(/ {2}/, ' ');
}

const folder = '/var/lib/gateway-setup/runs/1-nod32';

describe('the last screen', () => {
  test('a server on which something is open is never called as it should be', () => {
    const view = finishedView({
      outcome: 'nothing-to-do',
      changes: 0,
      restarts: 0,
      findings: [finding({ verdict: 'unknown' })],
    });
    const text = finishedLines(view, plainPaint).join(' ').replace(/ +/g, ' ');
    expect(text).toContain('Nothing was changed on this server, and not everything is as it should be.');
    expect(text).not.toContain('Nothing to do');
  });

  test('an open relay is said first, whoever sees it', () => {
    const relaying = finding({ id: 'OUTSIDE-RELAY', verdict: 'risk', vantage: 'outside' });
    const headlineOf = (findings: readonly Finding[]) =>
      headline(finishedLines(finishedView({ outcome: 'done', findings }), plainPaint));
    expect(headlineOf([relaying])).toMatch(/But it is an open relay, as seen from outside/);
    expect(headlineOf([{ ...relaying, verdict: 'unknown' }])).not.toContain('open relay');
  });

  test('how mail goes now, and what stands', () => {
    const view = finishedView({
      outcome: 'left',
      facts: hostFacts(),
      standing: ['install-scanner', 'place-license'],
    });
    const lines = finishedLines(view, plainPaint);
    const start = lines.indexOf("  The mail's path now:");
    expect(lines.slice(start, start + 5)).toEqual([
      "  The mail's path now:",
      '    internet -> port 25 -> AXIGEN -> mailboxes',
      '  In place now:',
      `    * ${titleOf('place-license')}`,
      `    * ${titleOf('install-scanner')}`,
    ]);
    expect(lines.join('\n')).not.toContain('when this is done');
  });

  test.each([
    ['stands, such as what a failed installer has written', ['install-scanner']],
    ['may stand, as nobody could look', undefined],
  ] as const)('what was begun and %s is never called nothing', (_name, standing) => {
    const shown = (outcome: 'cancelled' | 'left') =>
      finishedLines(
        finishedView({ outcome, changes: 0, restarts: 0, ...(standing === undefined ? {} : { standing }) }),
        plainPaint,
      );
    expect(headline(shown('cancelled'))).toMatch(
      /^Stopped on this server: what was begun was not done to its end\./,
    );
    for (const lines of [shown('cancelled'), shown('left')]) {
      expect(lines).toContain('  gateway-setup rollback');
      expect(lines.includes('  Begun, and not taken back:')).toBe(standing !== undefined);
    }
  });

  test('what was changed and taken back again is not offered to be taken back', () => {
    const lines = finishedLines(finishedView({ outcome: 'cancelled', standing: [] }), plainPaint);
    expect(lines).toContain('  All that was changed has been taken back.');
    expect(lines).not.toContain('  gateway-setup rollback');
  });

  test.each([
    [undefined, 'To take everything back', '    (on the server, without this program)'],
    [0, 'To take everything back', '    (on the server, without this program)'],
    [
      1,
      'To take everything back (2 runs, the latest first: once for each)',
      '    (this run alone, on the server, without this program)',
    ],
  ])('everything is all runs that stand: before this one %s', (earlierRuns, heading, alone) => {
    const lines = finishedLines(finishedView(earlierRuns === undefined ? {} : { earlierRuns }), plainPaint);
    expect(lines.slice(lines.indexOf(heading))).toEqual([
      heading,
      '  gateway-setup rollback',
      `  sh ${folder}/undo.sh`,
      alone,
    ]);
  });

  test.each([
    ['done', 3, 'Done on this server: 3 changes, 2 restarts.'],
    [
      'nothing-to-do',
      0,
      'Nothing to do on this server: everything is as it should be. 0 changes, 2 restarts.',
    ],
    ['left', 1, 'Left as it is on this server: 1 change, 2 restarts. Not everything is as it should be.'],
    ['rolled-back', 3, 'Taken back on this server: it is as it was before.'],
    ['cancelled', 0, 'Stopped on this server: nothing was changed.'],
    ['cancelled', 2, 'Stopped on this server after 2 changes, 2 restarts.'],
    ['cut-short', 0, 'Cut short on this server: nothing was changed.'],
    ['cut-short', 2, 'Cut short on this server after 2 changes, 2 restarts.'],
  ] as const)('%s with %i changes', (outcome, changes, sentence) => {
    const begun = changes === 0 ? { standing: [] } : {};
    const lines = finishedLines(finishedView({ outcome, changes, ...begun }), plainPaint);
    expect(headline(lines)).toBe(sentence);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(plainPaint.width);
    expect(lines.includes('  gateway-setup rollback') && lines.includes(`  sh ${folder}/undo.sh`)).toBe(
      outcome !== 'rolled-back' && changes > 0,
    );
    expect(lines.includes('  gateway-setup --resume')).toBe(
      (outcome === 'cancelled' || outcome === 'cut-short') && changes > 0,
    );
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
