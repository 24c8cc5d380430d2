import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { type HoldOptions, holdProcess, NotHeld } from '../../src/host/hold-process.js';
import { LineLost } from '../../src/host/line-lost.js';
import { holdShell } from '../../src/host/local/hold-shell.js';
import { shippedScript } from '../../src/host/shell.js';
import { lives, until } from './contract/processes.js';

const started: ReturnType<typeof spawn>[] = [];
afterEach(() => {
  for (const one of started.splice(0)) one.kill('SIGKILL');
});

function shell(script: string) {
  const child = spawn('/bin/sh', ['-c', script], { stdio: 'pipe' });
  started.push(child);
  const exited = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, exited };
}

/** Far more than any of these takes, but for what is waited for in vain. */
const options: HoldOptions = { beatMs: 10_000, firstLineMs: 60_000, endMs: 10 };

async function notHeld(script: string, changed: Partial<HoldOptions> = {}): Promise<NotHeld> {
  const error: unknown = await holdProcess(shell(script), { ...options, ...changed }).catch(
    (reason: unknown) => reason,
  );
  if (error instanceof NotHeld) return error;
  throw new Error('it was held', { cause: error });
}

describe('a process that is to be held', () => {
  test.each([
    ['ends at once', 'exit 7', 7, ''],
    ['ends with a word on the wrong output', 'echo why >&2; exit 7', 7, 'why\n'],
    ['ends in the middle of its line', "printf 'hel'; exit 0", 0, ''],
    ['is ended by a signal', 'kill -9 $$', null, ''],
    ['complains without end', 'head -c 1000000 /dev/zero | tr "\\0" x >&2; exit 7', 7, 'x'.repeat(4096)],
  ])('and %s is not', async (_name, script, code, words) => {
    expect(await notHeld(script, { endMs: 60_000 })).toMatchObject({ code, words });
  });

  test.each([
    ['says nothing', 'cat > /dev/null', { firstLineMs: 10 }],
    ['closes its output', 'exec >&-; cat > /dev/null', {}],
    ['prints a line without end', 'exec tr "\\0" x < /dev/zero', {}],
  ])('and %s is not waited for', async (_name, script, changed) => {
    expect(await notHeld(script, changed)).toBeInstanceOf(NotHeld);
  });

  test('may go on printing: nobody reads it, and it is not stopped by that', async () => {
    const script = 'echo held; head -c 1000000 /dev/zero; echo done >&2; cat > /dev/null';
    const process = shell(script);
    let complaints = '';
    process.stderr.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    const held = await holdProcess(process, { ...options, endMs: 60_000 });
    expect(held.answer).toBe('held');
    await until(() => expect(complaints).toBe('done\n'));
    await held.release();
    expect(await process.exited).toBe(0);
  });

  test('is let go in time, though it does not go', async () => {
    const held = await holdProcess(shell('echo held; trap : HUP; sleep 60'), options);
    await held.release();
  });

  test('is let go once more without harm, and after it has gone by itself', async () => {
    const process = shell('echo held; exit 0');
    const held = await holdProcess(process, options);
    await process.exited;
    await held.release();
    await held.release();
  });

  test('over a line that is lost says so', async () => {
    const lost = new LineLost('mail', 'reset');
    const process = { ...shell('cat > /dev/null'), exited: Promise.reject(lost) };
    await expect(holdProcess(process, options)).rejects.toBe(lost);
  });

  test('lost while it is held is let go without a word', async () => {
    let lose = (_reason: Error) => {};
    const exited = new Promise<never>((_, reject) => {
      lose = reject;
    });
    const held = await holdProcess({ ...shell('echo held; cat > /dev/null'), exited }, options);
    lose(new LineLost('mail', 'reset'));
    await held.release();
  });
});

describe('on this machine', () => {
  test('what does not go by itself is ended, with all that it started', async () => {
    const held = await holdShell(shippedScript('sleep 60 & echo "$$ $!"; exec sleep 60'), { beatMs: 10_000 });
    const pids = held.answer.split(' ').map(Number);
    await held.release();
    await until(() => expect(pids.map(lives)).toEqual([false, false]));
  }, 20_000);
});
