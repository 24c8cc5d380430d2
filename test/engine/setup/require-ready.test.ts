import { describe, expect, test } from 'vitest';
import { requireReady } from '../../../src/engine/setup/require-ready.js';
import { Session } from '../../../src/engine/setup/session.js';
import { ExitCode } from '../../../src/errors.js';
import type { AxigenDriver } from '../../../src/model/answers.js';
import { stagesOf } from '../../../steps/index.js';
import { scriptedOperator } from '../../support/operator.js';
import { answers, look, scannerStarted } from '../../support/server.js';
import { untouchedHost } from '../../support/untouched-host.js';

const stages = stagesOf(answers);

async function ready(axigenDriver: AxigenDriver | 'auto', attended: boolean) {
  const { operator, seen } = scriptedOperator({ attended });
  const session = new Session(
    {
      host: untouchedHost(),
      operator,
      answers: { ...answers, axigenDriver },
      secrets: {},
      signal: new AbortController().signal,
      version: '0',
      startedBy: 'a test',
    },
    look(scannerStarted),
  );
  await requireReady(session, stages);
  return seen.notes;
}

describe('before anything is changed', () => {
  test('by hand with nobody there is a mistake in the call', async () => {
    await expect(ready('guided', false)).rejects.toMatchObject({
      exitCode: ExitCode.usage,
      message: expect.stringMatching(/^Nobody is there to do this by hand in AXIGEN.s WebAdmin: /),
    });
  });

  test('a person may; and is told how AXIGEN is configured', async () => {
    expect(await ready('guided', true)).toEqual([
      'AXIGEN is configured through WebAdmin, by hand: it was chosen.',
    ]);
  });

  test.each([true, false])('a command line that cannot be used ends it (attended: %s)', async (attended) => {
    await expect(ready('cli', attended)).rejects.toMatchObject({
      exitCode: ExitCode.failed,
      message: expect.stringMatching(/AXIGEN-CLI: wanted /),
    });
  });

  test.each(['auto', 'file'] as const)('%s asks for nobody', async (driver) => {
    await expect(ready(driver, false)).resolves.toBeDefined();
  });
});
