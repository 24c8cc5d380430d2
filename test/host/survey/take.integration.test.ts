import { describe, expect, test } from 'vitest';
import type { Host, RunOptions } from '../../../src/host/host.js';
import { localHost } from '../../../src/host/local/local-host.js';
import { sh } from '../../../src/host/shell.js';
import { takeSurvey } from '../../../src/host/survey/take.js';
import { command, file, folder } from './requests.js';

describe('a survey of this machine', () => {
  /** This machine, with what it is asked noted and its answer changed. */
  function watched(change: (stdout: Buffer) => Buffer = (stdout) => stdout) {
    const asked: (RunOptions | undefined)[] = [];
    const host: Host = {
      ...localHost(),
      run: async (script, options) => {
        asked.push(options);
        const result = await localHost().run(script, options);
        return { ...result, stdout: change(result.stdout) };
      },
    };
    return { host, asked };
  }

  const requests = [file('/etc/passwd'), folder('/etc'), command('uid', sh`id -u`), file('/none')];

  test('is one invocation of the shell, however much is asked', async () => {
    const { host, asked } = watched();
    const answers = await takeSurvey(host, requests);
    expect(asked).toHaveLength(1);
    expect(answers.file('/etc/passwd').state).toBe('present');
    expect(answers.file('/none').state).toBe('absent');
    expect(() => answers.file('/etc/shadow')).toThrow('did not ask');
  });

  test.each([1, 20, 400])('an answer that lacks its last %i bytes is an error', async (bytes) => {
    const { host } = watched((stdout) => stdout.subarray(0, -bytes));
    await expect(takeSurvey(host, requests)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('could not be surveyed'),
      exitCode: 3,
    });
  });

  test('a login message in front is an error', async () => {
    const { host } = watched((stdout) => Buffer.concat([Buffer.from('Welcome!\n'), stdout]));
    await expect(takeSurvey(host, requests)).rejects.toThrow('mixed with other text: "Welcome!');
  });

  test('a cancellation is a cancellation', async () => {
    await expect(takeSurvey(localHost(), requests, AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  test('what the shell complained of is said', async () => {
    const host: Host = {
      ...localHost(),
      run: (_, options) => localHost().run(sh`echo 'no more processes' >&2; exit 2`, options),
    };
    await expect(takeSurvey(host, requests)).rejects.toMatchObject({
      why: 'Its shell said: no more processes',
    });
  });
});
