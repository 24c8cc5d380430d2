import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listRuns, planRollback } from '../../../src/engine/rollback.js';
import type { Run } from '../../../src/engine/run/run.js';
import { EngineTarget } from '../../support/engine-target.js';
import { furnish, installer, meanwhile, writesAll } from '../../support/installer.js';
import { install, step } from './install.js';

let target: EngineTarget;
let before: Readonly<Record<string, string>>;
beforeEach(() => {
  target = new EngineTarget();
  furnish(target);
  before = target.tree();
});
afterEach(() => target.remove());

function log(run: Run): string {
  return readFileSync(join(target.here(run.folder), 'transcript.log'), 'utf8');
}

/** Where nobody takes note of the dead, they are still there. */
function isAlive(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}

const server = (name: string) => target.path(`server/${name}`);

describe('an installer that nobody attends', () => {
  test('what it wrote is told, and taken away to the byte', async () => {
    const { run, result } = await install(target, ...writesAll, 'read answer; echo "answer: [$answer]"');
    expect(result).toMatchObject({ kind: 'done' });
    const wrote = 'wrote' in result ? (result.wrote ?? []).join('\n') : '';
    expect(wrote).toContain(`${server('opt/trend')} (2 files)`);
    expect(wrote).toContain(server('etc/init.d/S99ISIMSS'));
    expect(wrote).toMatch(/installer changed:\n.*old\.conf\n.*passwd/);
    expect(wrote).not.toMatch(/Came up|cannot put/);
    // It has no input to read from, and what it prints is kept.
    expect(log(run)).toContain('answer: []');
    const { code, said } = target.undo(run);
    expect(said).toContain('Taken back.');
    expect(code).toBe(0);
    expect(target.read('server/calls')).toBe('stop\n');
    rmSync(server('calls'));
    expect(target.tree()).toEqual(before);
  });

  test('what others write meanwhile stays', async () => {
    const { run, result } = await install(target, ...meanwhile, ...writesAll, ...meanwhile.slice(0, 1));
    expect('wrote' in result && result.wrote?.join('\n')).toMatch(
      /Came up meanwhile.*\n.*home\/bob \(1 file\)/,
    );
    const { code, said } = target.undo(run);
    expect(code).toBe(0);
    expect(said).toMatch(/home\/bob: came up while the installer ran/);
    for (const name of ['var/log/new', 'var/spool/mail/anna', 'home/anna/Maildir/2', 'home/bob/hi'])
      expect(existsSync(server(name)), name).toBe(true);
    expect(target.read('server/var/opt/axigen/queue/2')).toBe('mail\n');
    expect(target.read('server/etc/mtab')).toBe('two\n');
    expect(existsSync(server('opt/trend'))).toBe(false);
  });

  test('another folder counts when the start script tells of it', async () => {
    const { run, result } = await install(
      target,
      'mkdir -p "$server/home/trend/imss/bin" "$server/home/tre"; echo x > "$server/home/trend/imss/bin/x"',
      'echo "cd $server/home/trend/imss" > "$server/etc/init.d/S99ISIMSS"',
    );
    const wrote = 'wrote' in result ? result.wrote?.join('\n') : '';
    expect(wrote).toMatch(/installer wrote:\n.*\n.*home\/trend \(1 file\)/);
    expect(wrote).toMatch(/leaves it alone:\n.*home\/tre \(0 files\)/);
    expect(target.undo(run).code).toBe(0);
    expect(existsSync(server('home/trend'))).toBe(false);
    expect(existsSync(server('home/tre'))).toBe(true);
  });

  test('a file elsewhere that was there before cannot be put back: said at once, and when it is taken back', async () => {
    const { run, result } = await install(target, 'echo more >> "$server/usr/lib/shared.conf"');
    expect('wrote' in result && result.wrote?.join('\n')).toMatch(/cannot put it back.*\n.*shared\.conf/);
    for (const _ of [1, 2]) {
      const { code, said } = target.undo(run);
      expect(code).toBe(1);
      expect(said).toMatch(/shared\.conf: was changed while the installer ran; there is no copy/);
      expect(said).toContain('NOT everything was taken back');
    }
  });

  test('a program from there that still runs is ended', async () => {
    const { run } = await install(
      target,
      'mkdir -p "$server/opt/trend"; cp /bin/sleep "$server/opt/trend/daemon"',
      '"$server/opt/trend/daemon" 10000 & echo $! > "$server/../pid"',
    );
    const pid = Number(target.read('pid'));
    expect(target.undo(run).code).toBe(0);
    expect(existsSync(server('opt/trend'))).toBe(false);
    expect(isAlive(pid)).toBe(false);
  });
});

describe('an installer that fails', () => {
  test('is not taken back before anybody has seen it; then it is', async () => {
    const { run, result } = await install(target, ...writesAll.slice(0, 2), 'exit 3');
    expect(result).toMatchObject({ kind: 'failed', putBack: false });
    const reason = 'reason' in result ? result.reason : '';
    expect(reason).toMatch(
      /^The installer ended with status 3\.\nThe installer wrote:\n.*opt\/trend \(1 file\)/,
    );
    expect(existsSync(server('opt/trend'))).toBe(true);
    expect(target.undo(run).code).toBe(0);
    expect(target.tree()).toEqual(before);
  });

  test('tried again on top of it: both go', async () => {
    const { run } = await install(target, ...writesAll.slice(0, 6), 'exit 3');
    const again = await target.apply(run, [
      { step, changes: [installer(target, ...writesAll.slice(4, 6), 'echo 2 > "$server/opt/trend/second"')] },
    ]);
    expect(again.result.kind).toBe('done');
    const { code, said } = target.undo(run);
    expect(said).not.toContain('NOT');
    expect(code).toBe(0);
    rmSync(server('calls'));
    expect(target.tree()).toEqual(before);
  });

  test('no room: it is not run at all', async () => {
    const real = target.host.run.bind(target.host);
    const run = await target.begin();
    const change = installer(target, 'echo ran > "$server/ran"');
    const host = {
      ...target.host,
      run: ((script, options) =>
        real(
          { ...script, text: script.text.replace('$1 + 65536', '$1 + 65536000000000') },
          options,
        )) as typeof real,
    };
    const recorded = await run.prepare([{ step, changes: [change] }], { running: [], ports: [] });
    const { applyStage } = await import('../../../src/engine/apply/apply-stage.js');
    const result = await applyStage(host, {
      folder: run.folder,
      recorded,
      progress: () => ({ plan() {}, begin() {}, done() {}, failed() {}, close: async () => {} }),
      live: { perform: () => Promise.reject(new Error('nothing')) },
    });
    expect(result).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/there is no room/) });
    expect(existsSync(server('ran'))).toBe(false);
    expect(target.tree()).toEqual(before);
  });
});

describe('an installer that was cut off with everything around it', () => {
  class Killed extends Error {}

  async function cutOff() {
    const run = await target.begin();
    const live = {
      perform: () => Promise.reject(new Error('nothing')),
      handOver: () => {
        target.file('server/opt/trend/imss/half', 'x');
        writeFileSync(server('etc/passwd'), 'half');
        return Promise.reject(new Killed());
      },
    };
    const planned = [{ step, changes: [installer(target)] }];
    await expect(target.apply(run, planned, { live })).rejects.toThrow(Killed);
    return run;
  }

  test('undo.sh alone finds out what it wrote, shows it first, and then takes it away', async () => {
    const run = await cutOff();
    const after = target.tree();
    const first = target.undo(run);
    expect(first.code).toBe(1);
    expect(first.said).toContain(`    ${server('opt/trend')}\n`);
    expect(first.said).toContain(`    ${server('etc/passwd')}\n`);
    expect(first.said).toMatch(/Nothing was taken back/);
    expect(target.tree()).toEqual(after);
    const { code, said } = target.undo(run);
    expect(said).toContain(`${server('opt/trend')}: removed`);
    expect(code).toBe(0);
    expect(target.tree()).toEqual(before);
    expect(target.undo(run).code).toBe(0);
  });

  test('the undo is cut off as well, and goes on', async () => {
    const run = await cutOff();
    const [plan] = [await planRollback(target.host, { run: run.id })];
    expect(plan.lines.join('\n')).toContain(server('opt/trend'));
    // As if it had ended right after the first thing that it took away.
    rmSync(server('opt/trend'), { recursive: true });
    expect(target.undo(run).code).toBe(0);
    expect(target.tree()).toEqual(before);
  });
});

test('an installer that goes on without its wizard is told of: nobody else begins meanwhile', async () => {
  const { run } = await install(target, 'exit 0');
  expect((await listRuns(target.host))[0]?.atWork).toBeUndefined();
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1');
  writeFileSync(join(target.here(run.folder), 'installer'), `${process.pid} ${boot}`);
  expect((await listRuns(target.host))[0]?.atWork).toBe('applying');
});
