import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { BecomeSecret } from '../../../../src/host/ssh/shell/become-secret.js';
import { elevate } from '../../../../src/host/ssh/shell/elevate.js';
import { Marks, Stair } from '../../../../src/host/ssh/shell/stair.js';

/** A shell that is to become one of root's, and whoever knows the password. */
function setting(secret: () => Promise<string>) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  let exit = (_code: number) => {};
  const exited = new Promise<number>((resolve) => {
    exit = resolve;
  });
  let sent = '';
  stdin.on('data', (chunk: Buffer) => {
    sent += chunk.toString();
  });
  const wire = { stdin, stdout, stderr, exited, close: () => {} };
  const stair = new Stair(wire, new Marks(), { readyMs: 60_000, questionMs: 20 });
  const asked = vi.fn(secret);
  const become = new BecomeSecret({ secret: asked }, 'sudo', { subject: 'box', user: 'joe' });
  const run = () =>
    elevate(stair, { how: 'sudo', subject: 'box', secret: become, terminal: false, signal: undefined });
  return {
    ...{ stair, become, asked, run, stderr },
    sent: () => sent,
    end: async () => {
      stdout.end();
      stderr.end();
      exit(1);
      await vi.waitFor(() => expect(stair.over).toBe(true));
    },
  };
}

test('who needed more time than sudo has is not asked again, and what they said goes nowhere', async () => {
  const { stair, become, asked, run, stderr, sent, end } = setting(async () => {
    stderr.write('\nsudo: timed out reading password\n');
    await end();
    return 'hunter2';
  });
  stderr.write(stair.prompt);
  expect(await run()).toBe('again');
  expect(sent()).not.toContain('hunter2');
  expect(await become.get(undefined)).toBe('hunter2');
  expect(asked).toHaveBeenCalledTimes(1);
});

test('a server that repeats the password as its next question does not get it into the message', async () => {
  const { stair, run, stderr } = setting(async () => {
    setImmediate(() => stderr.write('hunter2, and your mother? '));
    return 'hunter2';
  });
  stderr.write(stair.prompt);
  const error: unknown = await run().catch((thrown: unknown) => thrown);
  expect(String(error)).toContain('asks for more than a password: , and your mother?');
  expect(String(error)).not.toContain('hunter2');
});
