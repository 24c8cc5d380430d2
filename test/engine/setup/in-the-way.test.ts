import { expect, test } from 'vitest';
import { Session } from '../../../src/engine/setup/session.js';
import { walkStages } from '../../../src/engine/setup/walk-stages.js';
import { stagesOf } from '../../../steps/index.js';
import { answers, imssIni, imssPaths, scannerStarted } from '../../support/imss-server.js';
import { scriptedOperator } from '../../support/operator.js';
import { look, withFiles } from '../../support/server.js';
import { surveyedHost } from '../../support/surveyed-host.js';

test('what only came up on the way keeps a stage from being begun, and says what to do', async () => {
  const { operator, seen } = scriptedOperator({ failed: () => 'leave' });
  // As if imss.ini had only just come with the installation: at the start there was another one.
  const untold = imssIni.replace(/^downstream_smtp.*\n/gm, '');
  const options = {
    host: surveyedHost(withFiles(scannerStarted, { [imssPaths.config]: untold })),
    answers,
    secrets: {},
    signal: new AbortController().signal,
    version: '0',
    startedBy: 'a test',
    operator: {
      ...operator,
      nothingToDo: async () => {
        await session.lookAgain();
      },
    },
  };
  const session: Session = new Session(options, look(scannerStarted, answers));
  const stages = stagesOf(answers).filter(
    ({ handover, steps }) => handover || steps[0]?.id === 'install-scanner',
  );
  const { outcome, findings } = await walkStages(session, new Set(), stages);
  expect(seen.failed).toEqual([
    expect.stringMatching(
      /^This stage was not begun.*\nIMSS-DOWNSTREAM: wanted .*; found .*\n.*--accept-downstream/,
    ),
  ]);
  expect(findings.filter(({ blocks }) => blocks !== undefined).map(({ id }) => id)).toEqual([
    'IMSS-DOWNSTREAM',
  ]);
  expect([outcome, session.changes, session.run]).toEqual(['left', 0, undefined]);
});
