import { describe, expect, test } from 'vitest';
import { Session } from '../../../src/engine/setup/session.js';
import { walkStages } from '../../../src/engine/setup/walk-stages.js';
import { Cancelled } from '../../../src/errors.js';
import type { Host } from '../../../src/host/host.js';
import type { StepId } from '../../../src/model/step-id.js';
import { type Script, scriptedOperator } from '../../support/operator.js';
import { answers, fresh, look, type Server, scannerStarted, withScanner } from '../../support/server.js';

/** Nothing may be touched while stages are only looked at. */
const untouchable: Host = {
  name: 'mail.example.test',
  run: () => Promise.reject(new Error('nothing is run here')),
  putFile: () => Promise.reject(new Error('nothing is written here')),
  connect: () => Promise.reject(Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' })),
  close: async () => {},
};

async function walk(server: Server, script: Script, ...skip: readonly StepId[]) {
  const { operator, seen } = scriptedOperator(script);
  const session = new Session(
    {
      host: untouchable,
      operator,
      answers,
      secrets: {},
      signal: new AbortController().signal,
      version: '0',
      startedBy: 'a test',
    },
    look(server),
  );
  return { seen, session, result: await walkStages(session, new Set(skip)) };
}

describe('a stage whose ground is missing is not entered', () => {
  test('nothing installed: everything that needs the scanner is passed over, and why is said', async () => {
    const { seen, session, result } = await walk(fresh, { consider: () => 'skip' });
    expect(seen.nothingToDo).toEqual(['detect-host']);
    expect(seen.considered).toEqual([
      'place-license',
      'install-scanner',
      'limit-esmtp-extensions',
      'close-open-relay',
    ]);
    expect(seen.notes).toEqual([
      'Skipped: Start the scanner (Install the scanner has not been done)',
      expect.stringMatching(/^Skipped: Close the open relay, .* \(Install the scanner has not been done\)$/),
      'Skipped: Verify the connection (Give the scanner port 25 has not been done)',
      'Skipped: Send a mail through (Give the scanner port 25 has not been done)',
    ]);
    expect(result.outcome).toBe('done');
    expect(session.changes).toBe(0);
  });

  test('the scanner installed but not started: the handover is not made', async () => {
    const { seen } = await walk(withScanner, { consider: () => 'skip' });
    expect(seen.notes[0]).toMatch(/Move AXIGEN.*\(Start the scanner has not been done\)$/);
  });

  test('named in --skip: not considered, and listed as skipped', async () => {
    const { seen, result } = await walk(
      fresh,
      { consider: () => 'skip' },
      'place-license',
      'install-scanner',
      'limit-esmtp-extensions',
    );
    expect(seen.considered).toEqual(['close-open-relay']);
    expect(seen.notes.slice(0, 2)).toEqual(['Skipped: Place the licence', 'Skipped: Install the scanner']);
    expect(new Set(result.skipped.map(({ id }) => id))).toContain('install-scanner');
  });
});

describe('an operator who leaves', () => {
  test('quits', async () => {
    await expect(walk(fresh, { consider: () => 'quit' })).rejects.toThrow(Cancelled);
  });

  test('a stage once skipped can be gone back to, and is then no longer skipped', async () => {
    const wishes = ['skip', 'back', 'skip', 'quit'] as const;
    let asked = 0;
    const considered: string[] = [];
    const consider: Script['consider'] = (view) => {
      considered.push(view.steps[0]?.step.id ?? '');
      return wishes[asked++] ?? 'quit';
    };
    await expect(walk(fresh, { consider })).rejects.toThrow(Cancelled);
    expect(considered).toEqual(['place-license', 'install-scanner', 'place-license', 'install-scanner']);
  });
});

describe('a check that fails without a change', () => {
  const refused = { consider: () => 'skip' as const };

  test('is shown, and left when so chosen: nothing was changed, so nothing is taken back', async () => {
    const { seen, result } = await walk(scannerStarted, { ...refused, failed: () => 'leave' });
    expect(seen.failed).toHaveLength(1);
    expect(seen.failed[0]).toMatch(/^NOD32-STANDALONE-ANSWER: wanted 421 .*; found /);
    expect(seen.putBack).toEqual([false]);
    expect(result.outcome).toBe('left');
  });

  test('retried as often as wanted', async () => {
    let left = 3;
    const script: Script = {
      ...refused,
      failed: () => {
        left -= 1;
        return left > 0 ? 'retry' : 'leave';
      },
    };
    // Trying again looks again, and this host cannot be looked at.
    await expect(walk(scannerStarted, script)).rejects.toThrow('nothing is run here');
    expect(left).toBe(2);
  });

  test('unattended the answers decide, not what the operator returns', async () => {
    const { result } = await walk(scannerStarted, { ...refused, attended: false, failed: () => 'retry' });
    expect(result.outcome).toBe('rolled-back');
  });
});
