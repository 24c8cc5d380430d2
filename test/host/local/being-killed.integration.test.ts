import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';

const inFolder = temporaryFolder();
const program = fileURLToPath(new URL('./command-program.ts', import.meta.url));
const until = <T>(condition: () => T) => vi.waitFor(condition, { timeout: 15_000, interval: 20 });

/** A process of its own, leader of a group as a terminal makes them, that runs a slow command. */
async function begin(name: string, shielded: boolean, ...more: string[]): Promise<ChildProcess> {
  const args = ['--import', 'tsx', program, inFolder(name), shielded ? 'shielded' : 'plain', ...more];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  await until(() => expect(existsSync(inFolder(`${name}.pid`))).toBe(true));
  return child;
}

function group({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('it did not start');
  return -pid;
}

const commandLives = (name: string) => {
  try {
    return process.kill(Number(readFileSync(inFolder(`${name}.pid`), 'latin1')), 0);
  } catch {
    return false;
  }
};

test('a Ctrl-C, which goes to the whole group of a terminal, does not reach a shielded command', async () => {
  const child = await begin('interrupted', true);
  process.kill(group(child), 'SIGINT');
  await once(child, 'exit');
  expect(commandLives('interrupted')).toBe(true);
  await until(() => expect(existsSync(inFolder('interrupted.done'))).toBe(true));
});

test.each(['SIGKILL', 'SIGHUP'] as const)(
  'a shielded command goes on to its end after our %s, though nobody reads what it prints',
  async (signal) => {
    const name = `shielded-${signal}`;
    const child = await begin(name, true);
    process.kill(group(child), signal);
    await once(child, 'exit');
    await until(() => expect(existsSync(inFolder(`${name}.done`))).toBe(true));
  },
);

test('a daemon that a shielded command starts finds SIGPIPE as usual', async () => {
  const child = await begin('signals', true);
  await once(child, 'exit');
  const ignored = Number.parseInt(
    /^SigIgn:\t(\w+)$/m.exec(readFileSync(inFolder('signals.signals'), 'latin1'))?.[1] ?? '',
    16,
  );
  expect(ignored & (1 << (13 - 1))).toBe(0);
});

test('any other command ends with us', async () => {
  const child = await begin('plain', false, 'exit');
  await once(child, 'exit');
  await until(() => expect(commandLives('plain')).toBe(false));
  expect(existsSync(inFolder('plain.done'))).toBe(false);
});
