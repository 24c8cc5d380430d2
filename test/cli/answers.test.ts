import { describe, expect, test } from 'vitest';
import { type AnswersDependencies, runAnswers } from '../../src/cli/answers.js';
import { parseAnswersFile } from '../../src/cli/answers-file.js';
import type { SignalWatch } from '../../src/cli/signals.js';
import { findRun, readRunAnswers } from '../../src/engine/run/run-answers.js';
import { ExitCode } from '../../src/errors.js';
import { answersTemplate } from '../../src/questions/template.js';
import { fresh } from '../support/server.js';
import { type StandingRun, surveyedHost } from '../support/surveyed-host.js';
import { ioDouble } from './io-double.js';

const runs: readonly StandingRun[] = [
  { id: '2006-07-04T100000Z-nod32', finished: true, answers: 'recipient = "a=b@example.test"\n' },
  {
    id: '2006-07-05T100000Z-nod32',
    finished: false,
    answers: 'recipient = new@example.test\nquarantine = yes\n',
  },
];

async function running(args: readonly string[], standing = runs) {
  const { io, out } = ioDouble();
  const dependencies: AnswersDependencies = {
    watch: {
      signal: new AbortController().signal,
      sayThrough: () => {},
      aside: (work) => work(),
      dispose: () => {},
    },
    engine: async () => ({ findRun, readRunAnswers }),
    open: async () => surveyedHost(fresh, standing),
  };
  const code = await runAnswers(args, io, dependencies).catch((error: unknown) => error);
  return { code, text: out(), answers: () => Object.fromEntries(parseAnswersFile(out(), 'answers.ini')) };
}

test('without a word: the template', async () => {
  expect(await running([])).toMatchObject({ code: ExitCode.ok, text: answersTemplate() });
});

describe('of an earlier run', () => {
  test.each([
    ['latest', { recipient: 'new@example.test', quarantine: 'yes' }],
    ['2006-07-04T100000Z-nod32', { recipient: 'a=b@example.test' }],
  ])('%s: an answers file with its answers', async (run, wanted) => {
    const { code, answers } = await running(['--run', run]);
    expect([code, answers()]).toEqual([ExitCode.ok, wanted]);
  });

  test.each<readonly [string, readonly StandingRun[], string]>([
    ['2001', runs, 'There is no run "2001"'],
    ['latest', [], 'There is no run of gateway-setup'],
  ])('%s, which is not there', async (run, standing, message) => {
    const { code, text } = await running(['--run', run], standing);
    expect(code).toMatchObject({ message: expect.stringContaining(message), exitCode: ExitCode.usage });
    expect(text).toBe('');
  });

  test('whose answers were cut off altogether: said, rather than taken for no answers', async () => {
    const { code, text } = await running(['--run', 'latest'], [{ id: 'r', finished: true, answers: '' }]);
    expect(code).toMatchObject({
      message: expect.stringContaining('it is empty'),
      exitCode: ExitCode.couldNotLook,
    });
    expect(text).toBe('');
  });
});

const never = () => Promise.reject(new Error('not needed'));
const watch: SignalWatch = {
  signal: new AbortController().signal,
  sayThrough: () => {},
  aside: (work) => work(),
  dispose: () => {},
};

test('a host that is not there is not needed for the template', async () => {
  const { io, out } = ioDouble();
  expect(await runAnswers([], io, { watch, engine: never, open: never })).toBe(ExitCode.ok);
  expect(out()).toContain(';recipient =');
});

test('a server without a run is a mistake: the template is nobody\u2019s', async () => {
  const { io } = ioDouble();
  await expect(
    runAnswers(['--host', 'mail'], io, { watch, engine: never, open: never }),
  ).rejects.toMatchObject({
    exitCode: ExitCode.usage,
    next: expect.stringContaining('--run latest'),
  });
});
