import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import { ExitCode } from '../../src/errors.js';
import { packageRoot } from '../../src/package-root.js';
import { RunToDamage } from '../engine/undo/run-to-damage.js';
import { ioDouble } from './io-double.js';

let one: RunToDamage;
beforeAll(async () => {
  one = await RunToDamage.carriedOut();
});
beforeEach(() => one.restore());
afterAll(() => one.target.remove());

function failing(code: string): Writable {
  // As a file has it: what fails is that write, and not those after it.
  return new Writable({
    autoDestroy: false,
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(`${code}: told`), { code })),
  });
}

async function rollback(stdout: Writable, ...words: string[]) {
  const { io, err } = ioDouble();
  const code = await main(['rollback', '--yes', ...words], { ...io, stdout }, async () => one.target.host);
  return { code, said: err().replace(/\s+/g, ' ') };
}

describe('work whose output goes nowhere is done all the same', () => {
  test('a full disk: told at the end, once, and a failure', async () => {
    const { code, said } = await rollback(failing('ENOSPC'));
    expect(one.target.tree()).toEqual(one.before);
    expect(code).toBe(ExitCode.failed);
    expect(said).toBe(
      'Error: Not all of the output could be written. Why: ENOSPC: told. The work itself did not stop for it. ' +
        'Next: gateway-setup history tells what was done on the server, and gateway-setup audit how it stands. ',
    );
  });

  test('of a server over SSH, the commands are those for it', async () => {
    expect((await rollback(failing('ENOSPC'), '--host', 'mx1')).said).toContain(
      'Next: gateway-setup history --host mx1 tells what was done on the server, and gateway-setup audit --host mx1 how',
    );
  });

  test('a reader that went away has had enough', async () => {
    expect(await rollback(failing('EPIPE'))).toEqual({ code: ExitCode.ok, said: '' });
    expect(one.target.tree()).toEqual(one.before);
  });

  test('nobody is left at the terminal', async () => {
    const terminal = Object.assign(failing('EIO'), { isTTY: true });
    expect(await rollback(terminal)).toEqual({ code: ExitCode.ok, said: '' });
  });

  test('what was asked for and is told to be lost is told once', async () => {
    const { code, said } = await rollback(failing('ENOSPC'), '--list');
    expect([code, said.match(/Error:/g)]).toEqual([ExitCode.failed, ['Error:']]);
    expect(said).toContain('What was asked for could not be written.');
  });

  test('what has failed anyway keeps its exit code', async () => {
    const { code, said } = await rollback(failing('ENOSPC'), '--run', 'none');
    expect(code).not.toBe(ExitCode.ok);
    expect(said).not.toContain('Not all of the output');
  });
});

test('--version, which loads nothing else: told without a stack', () => {
  const bin = join(packageRoot(), 'bin', 'gateway-setup.js');
  // It can be read only, so what is written there fails.
  const stdout = openSync(bin, 'r');
  const { status, stderr } = spawnSync(process.execPath, [bin, '--version'], {
    stdio: ['ignore', stdout, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(stdout);
  expect(status).toBe(ExitCode.failed);
  expect(stderr).toMatch(/^Error: The version could not be written\.\n {2}Why: {2}EBADF.*\n {2}Next: .*\n$/);
});
