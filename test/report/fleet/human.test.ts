import { describe, expect, test } from 'vitest';
import type { FleetOutcome } from '../../../src/engine/fleet/outcome.js';
import { fleetHuman } from '../../../src/report/fleet/human.js';
import { plainPaint } from '../../../src/report/human/paint.js';
import { broken, hostileOutcomes, ill, reportOf, unreachable, well } from './fixture.js';

const textOf = (outcomes: readonly FleetOutcome[], verbose = false) =>
  reportOf(fleetHuman(plainPaint, { verbose }), outcomes);

describe('a report of several servers', () => {
  const text = textOf([well, ill, unreachable, broken]);

  test('begins with a table of all', () => {
    expect(text.split('\n').slice(0, 11).join('\n')).toBe(
      [
        'Audit of 4 servers',
        'gateway-setup 0.1.0, 2026-11-22 01:02:03 UTC',
        '',
        '  + root@well.example.com  1 ok',
        '  ! ill                    1 ok, 1 differ, 1 at risk, 1 unknown, 1 not',
        '                           applicable, 1 waived',
        '  ? gone                   no audit: gone cannot be reached: no route.',
        '  ! broken                 no audit: This is a defect in gateway-setup: boom',
        '',
        '-'.repeat(80),
        'Audit of root@well.example.com: Fedora Core 5',
      ].join('\n'),
    );
  });

  test('says of each what is open, and nothing of what is settled', () => {
    expect(text).toMatch(/Audit of root@ill: [\s\S]*~ differs +NOD32-LISTEN-PORT\n +wanted: +25\n/);
    expect(text).toMatch(/\? unknown +NOD32-SERVER-PORT/);
    expect(text).not.toContain('HOST-ROOT');
    expect(text).not.toContain('RELAY-POLICY');
    expect(text).not.toContain('Close the open relay');
  });

  test('draws the path of the mail only where something is open', () => {
    expect(text.match(/The mail's path now/g)).toHaveLength(1);
    expect(text.indexOf("The mail's path now")).toBeGreaterThan(text.indexOf('Audit of root@ill'));
  });

  test('says why there is no audit of a server, and what to do', () => {
    expect(text).toMatch(
      /No audit of gone\nError: gone cannot be reached: no route\.\n +It was tried once\.\n +Why: +It is off\.\n +Next: Switch it on\.\n/,
    );
  });

  test('ends with what they come to', () => {
    expect(text.replace(/\s+/g, ' ')).toMatch(
      /4 servers: 1 as it should be, 1 with something that differs or is a risk, 1 that could not be looked at, or not at all of it, 1 where something failed\. $/,
    );
    expect(textOf([well])).toMatch(/\n1 server: 1 as it should be\.\n$/);
  });

  test('tells everything when asked', () => {
    const whole = textOf([well, ill], true);
    expect(whole).toContain('HOST-ROOT');
    expect(whole).toContain('waived');
    expect(whole).toContain('telnet localhost 25');
    expect(whole.match(/The mail's path now/g)).toHaveLength(2);
    expect(whole).toContain('How it was reached\n  channels opened: 1 for commands\n');
  });
});

test('hostile text cannot command the terminal', () => {
  expect(textOf(hostileOutcomes, true)).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]/);
});
