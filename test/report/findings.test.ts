import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/finding.js';
import { findingLine, findingLines, findingsBeforeChange } from '../../src/report/human/findings.js';
import { paintWith, plainPaint } from '../../src/report/human/paint.js';
import { finding } from '../wizard/fixture.js';

describe('a finding', () => {
  test('in full', () => {
    expect(findingLines(finding(), plainPaint)).toEqual([
      '  ~ differs  NOD32-LISTEN-PORT',
      '      wanted:   25',
      '      found:    2526',
      '      where:    /etc/opt/eset/nod32/nod32.cfg, line 4',
      '      why:      Mail from other servers comes in on port 25.',
      '      to do:    Set listen_port to 25.',
      '      article:  AXIGEN + NOD32, Interconnecting 2',
    ]);
  });

  test.each<[Verdict, string]>([
    ['ok', '  + ok       NOD32-LISTEN-PORT  2526'],
    ['drift', '  ~ differs  NOD32-LISTEN-PORT  2526'],
    ['risk', '  ! risk     NOD32-LISTEN-PORT  2526'],
    ['unknown', '  ? unknown  NOD32-LISTEN-PORT  2526'],
    ['not-applicable', '  . not applicable NOD32-LISTEN-PORT  2526'],
  ])('%s in one line: a word, not only a sign', (verdict, line) => {
    expect(findingLine(finding({ verdict }), plainPaint)).toEqual([line]);
  });

  test('what comes from outside cannot command the terminal', () => {
    const hostile = finding({ found: '220 \u001b]0;owned\u0007\u202e', where: '\u009b31m' });
    const text = findingLines(hostile, plainPaint).join('\n') + findingLine(hostile, plainPaint);
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
    expect(text).toContain('\\x1b]0;owned\\x07\\u202e');
  });

  test('what was found is wrapped under itself, and measured without the colours', () => {
    const long = finding({ verdict: 'ok', found: 'word '.repeat(40).trim() });
    const plain = findingLine(long, plainPaint);
    expect(plain.length).toBeGreaterThan(1);
    for (const line of plain) expect(line.length).toBeLessThanOrEqual(plainPaint.width);
    const coloured = findingLine(long, paintWith({ colour: true, unicode: false }));
    expect(coloured.map((line) => line.replace(/\u001b\[[0-9;]*m/g, ''))).toEqual(plain);
  });

  test('colours only when they are wanted', () => {
    const coloured = paintWith({ colour: true, unicode: true });
    expect(findingLine(finding({ verdict: 'ok' }), coloured).join('\n')).toContain('\u001b[32m✔\u001b[39m');
    expect(
      findingLine(finding({ verdict: 'ok' }), paintWith({ colour: false, unicode: true })).join('\n'),
    ).not.toContain('\u001b');
  });

  test('before a change: what the step puts right is short, what it cannot is in full', () => {
    const lines = findingsBeforeChange(
      [finding(), finding({ id: 'A-RISK', verdict: 'risk' }), finding({ id: 'A-BLOCK', blocks: 'failed' })],
      plainPaint,
    );
    expect(lines.slice(0, 2)).toEqual([
      '  ~ differs  NOD32-LISTEN-PORT  2526',
      '             wanted: 25. Mail from other servers comes in on port 25.',
    ]);
    expect(lines.filter((line) => line.includes('to do:'))).toHaveLength(2);
  });
});
