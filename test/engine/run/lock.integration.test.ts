import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeLock } from '../../../src/engine/run/lock.js';
import { type LockHolder, lockHolder } from '../../../src/engine/run/lock-holder.js';
import { EngineTarget } from '../../support/engine-target.js';
import { isRunning } from '../../support/ssh/is-running.js';

let target: EngineTarget;
beforeEach(() => {
  target = new EngineTarget();
});
afterEach(() => target.remove());

const state = (...names: string[]) => join(target.here('/var/lib/gateway-setup'), ...names);
const take = (who: string) => takeLock(target.host, who, target.now());
const holder = () =>
  readFileSync(
    state(
      readdirSync(state())
        .filter((name) => /^lock(?!\.alive)/.test(name))
        .sort()
        .at(-1) ?? '',
    ),
    'utf8',
  ).split('\n')[1];
const bootId = () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

interface Left {
  readonly boot?: string;
  readonly words?: string;
  readonly silent?: boolean;
  readonly at?: Partial<Pick<LockHolder, 'machine' | 'boot' | 'process'>>;
}

function left(process: string, { boot = bootId(), words = 'somebody', at = {} }: Left = {}) {
  const { machine, boot: up, process: noted } = { machine: 'another x', boot: 'y z', process: '1', ...at };
  leftText('lock', `${[`${process} ${boot}`, words, machine, up, noted].join('\n')}\n`);
}

function leftText(name: string, text: string) {
  mkdirSync(state(), { recursive: true });
  writeFileSync(state(name), text);
}

async function deadProcess(): Promise<string> {
  const child = spawn('true');
  await once(child, 'exit');
  return String(child.pid);
}

/** A process that holds a lock by its number alone, as the shell at the other end of a line does. */
function keeper(): { readonly pid: string; readonly ended: Promise<unknown> } {
  const child = spawn('sleep', ['60']);
  keepers.push(child);
  return { pid: String(child.pid), ended: once(child, 'exit') };
}
const keepers: ReturnType<typeof spawn>[] = [];
afterEach(() => {
  for (const one of keepers.splice(0)) one.kill('SIGKILL');
});

describe('the lock', () => {
  test('the second one is told who has it, and how to go on', async () => {
    const lock = await take('root on a laptop, process 7');
    await expect(take('another')).rejects.toMatchObject({
      message: expect.stringMatching(
        /^mail\.example\.test is being worked on: root on a laptop \(process 7 there\), since 2026-\d\d-\d\d \d\d:\d\d:\d\d UTC\.$/,
      ),
      next: expect.stringMatching(
        /end the process that keeps the lock on mail\.example\.test first\. There: kill \d+$/,
      ),
    });
    await lock.release();
    expect(readdirSync(state())).toEqual([]);
    const again = await take('another');
    await again.release();
  });

  test('of many at once one gets it', async () => {
    const taken = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => take(`taker ${index}`)));
    const locks = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(locks).toHaveLength(1);
    await locks[0]?.release();
  });

  test.each([
    ['whose process has ended', async () => left(await deadProcess())],
    ['from before the machine was started anew', async () => left(String(process.pid), { boot: 'earlier' })],
    ['with rubbish in it', async () => left('-1 ; reboot')],
    [
      'whose process has its number from another one',
      async () => left(String(process.pid), { boot: `${bootId()} 1` }),
    ],
    ['that is empty', async () => leftText('lock', '')],
    [
      'of which a power failure left nothing, more than once',
      async () => {
        leftText('lock', '');
        leftText('lock.after.1', '');
      },
    ],
    ['of which a power failure left zeros', async () => leftText('lock', '\0'.repeat(40))],
    [
      'whose taking over was cut off by a power failure',
      async () => {
        left('1', { boot: 'earlier' });
        leftText('lock.after.1.earlier.', '\0'.repeat(40));
      },
    ],
  ])('one %s is taken over, whole, by one alone', async (_name, make) => {
    await make();
    const taken = await Promise.allSettled(Array.from({ length: 4 }, (_, index) => take(`taker ${index}`)));
    const locks = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(locks).toHaveLength(1);
    expect(holder()).toMatch(/^taker \d, since/);
    await locks[0]?.release();
    expect(readdirSync(state())).toEqual([]);
  });

  test('one whose process lives is left alone, and its silence is told', async () => {
    const { pid } = keeper();
    left(pid, { words: 'root on a laptop that sleeps' });
    writeFileSync(state('lock.alive'), '');
    for (const name of ['lock', 'lock.alive']) await utimes(state(name), 1, Date.now() / 1000 - 300);
    await expect(take('the next')).rejects.toMatchObject({
      message: expect.stringMatching(/laptop that sleeps, not heard of for 30\d seconds/),
      next: expect.stringContaining(`kill ${pid}`),
    });
    expect(existsSync(state('lock'))).toBe(true);
  });

  const here = () => lockHolder('x', new Date());
  const [up] = here().boot.split(' ');
  const silence = async () => {
    writeFileSync(state('lock.alive'), '');
    for (const name of ['lock', 'lock.alive']) await utimes(state(name), 1, Date.now() / 1000 - 300);
  };
  const gone = async () => ({ ...here(), process: await deadProcess() });

  test.each<readonly [string, () => Promise<Left>, boolean]>([
    ['whose process has ended', async () => ({ at: await gone() }), true],
    [
      'whose number is another one\u2019s now',
      async () => ({ at: { ...here(), process: `${process.pid} 1` } }),
      true,
    ],
    [
      'of an earlier boot, silent',
      async () => ({ at: { ...here(), boot: 'earlier pid:[1]' }, silent: true }),
      true,
    ],
    ['of another boot, heard of: a copy', async () => ({ at: { ...here(), boot: 'other pid:[1]' } }), false],
    [
      'of another container',
      async () => ({ at: { ...(await gone()), boot: `${up} pid:[1]` }, silent: true }),
      false,
    ],
    ['that lives', async () => ({ at: here(), silent: true }), false],
    ['of a system that does not tell', async () => ({ at: { ...(await gone()), machine: 'mac -' } }), false],
    ['of another machine', async () => ({ silent: true }), false],
  ])('a holder of this very machine %s: ended and taken over, or left alone', async (_name, make, over) => {
    const { pid, ended } = keeper();
    const made = await make();
    left(pid, made);
    if (made.silent === true) await silence();
    if (!over) {
      await expect(take('the next')).rejects.toThrow(/is being worked on: somebody/);
      expect(isRunning(Number(pid))).toBe(true);
      return;
    }
    const lock = await take('the next');
    await ended;
    expect(holder()).toMatch(/^the next/);
    await lock.release();
    expect(readdirSync(state())).toEqual([]);
  });

  test('a process that has the number of such a holder is not ended', async () => {
    const { pid } = keeper();
    left(pid, { boot: `${bootId()} 1`, at: await gone() });
    const lock = await take('the next');
    expect(isRunning(Number(pid))).toBe(true);
    await lock.release();
  });

  test('control characters of a holder\u2019s name do not reach the terminal', async () => {
    left(keeper().pid, { words: 'evil \u001b[2J' });
    await expect(take('the next')).rejects.toThrow(/evil \\x1b\[2J/);
  });

  test('giving back takes away one\u2019s own only', async () => {
    const lock = await take('the first');
    rmSync(state('lock'));
    const other = await take('the second');
    await lock.release();
    expect(holder()).toMatch(/^the second/);
    await other.release();
  });

  test.each([
    ['is a file', () => writeFileSync(state(), 'a file')],
    ['has a folder in the place of the lock', () => void mkdirSync(state('lock'), { recursive: true })],
  ])('a state folder that %s is an error with what to do', async (_name, make) => {
    make();
    await expect(take('anybody')).rejects.toMatchObject({
      message: expect.stringMatching(/could not be written: .+/),
      next: expect.stringMatching(/df -k/),
    });
  });
});
