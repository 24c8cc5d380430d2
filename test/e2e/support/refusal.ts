import { expect } from 'vitest';
import { expectCleanOutput, oneLine } from './output.js';
import type { Said } from './run.js';
import type { ServerLab, SetupRun } from './server-lab.js';
import { differences, snapshot, touched } from './snapshot.js';

/** What must be met with a clear message, the right exit code and an untouched server. */
export interface Case {
  readonly what: string;
  /** Shell: makes the server or the files so, and puts them right again. */
  readonly make?: string;
  readonly mend?: string;
  readonly how?: SetupRun;
  /** Instead of setup with the lab's answers. */
  readonly words?: readonly string[];
  readonly code: 1 | 3 | 4;
  /** Must all be told. */
  readonly says: readonly (string | RegExp)[];
  /** Must not be told. */
  readonly silent?: string;
}

/** Carries a case out and looks at everything that is promised of it. */
export async function expectRefusal(server: ServerLab, one: Case): Promise<void> {
  if (one.make !== undefined) await server.sh(one.make);
  try {
    const before = await snapshot(server);
    const result =
      one.words === undefined
        ? await server.setup(one.how)
        : await server.exec(['gateway-setup', ...one.words]);
    expectRefused(result, one);
    const after = await snapshot(server);
    expect(differences(before, after)).toEqual([]);
    expect(touched(before, after)).toEqual([]);
    expect((await server.exec(['ls', '/var/lib/gateway-setup/runs'])).out).toBe('');
  } finally {
    if (one.mend !== undefined) await server.sh(one.mend);
  }
}

export function expectRefused(result: Said, { code, says, silent }: Case): void {
  expect(result.code, result.all).toBe(code);
  expectCleanOutput(result);
  const told = oneLine(result.err);
  expect(told).toMatch(/^ ?(Error: |error: )/);
  for (const wanted of says) {
    if (typeof wanted === 'string') expect(told).toContain(wanted);
    else expect(told).toMatch(wanted);
  }
  if (silent !== undefined) expect(result.all).not.toContain(silent);
}

export const flags = (...list: readonly string[]): SetupRun => ({ flags: list });
