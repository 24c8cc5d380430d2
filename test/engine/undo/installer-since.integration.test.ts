import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planRollback, rollBack } from '../../../src/engine/rollback.js';
import { checkUndone } from '../../../src/engine/undo/check-undone.js';
import { named } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';
import { furnish, startScript, writesAll } from '../../support/installer.js';
import { install } from './install.js';

let target: EngineTarget;
let before: Readonly<Record<string, string>>;
beforeEach(() => {
  target = new EngineTarget();
  furnish(target);
  before = target.tree();
});
afterEach(() => target.remove());

const server = (name: string) => target.path(`server/${name}`);

describe('what somebody did since', () => {
  test('an edit of a file in /etc: nothing is touched, and how to give it up is said', async () => {
    const { run } = await install(target, ...writesAll);
    writeFileSync(server('etc/passwd'), `${target.read('server/etc/passwd')}anna:x:100:100\n`);
    const after = target.tree();
    const { code, said } = target.undo(run);
    expect(code).toBe(1);
    expect(said).toMatch(/passwd: edited by somebody since/);
    expect(target.tree()).toEqual(after);
    const giveUp = /To give that edit up: (cp .*)/.exec(said)?.[1]?.split(' ') ?? [];
    writeFileSync(giveUp[2] ?? '', readFileSync(giveUp[1] ?? ''));
    expect(target.undo(run).code).toBe(0);
    rmSync(server('calls'));
    expect(target.tree()).toEqual(before);
  });

  test('a folder that is a link by now is not followed', async () => {
    const { run } = await install(target, ...writesAll);
    rmSync(server('opt/trend'), { recursive: true });
    mkdirSync(target.path('elsewhere'));
    writeFileSync(target.path('elsewhere/precious'), '');
    symlinkSync(target.path('elsewhere'), server('opt/trend'));
    const { code, said } = target.undo(run);
    expect(code).toBe(1);
    expect(said).toMatch(/opt\/trend: NOT removed, it is a symbolic link now/);
    expect(existsSync(target.path('elsewhere/precious'))).toBe(true);
  });

  test('nor the folder above it', async () => {
    const { run } = await install(
      target,
      'mkdir -p "$server/opt/other/imss"; echo x > "$server/opt/other/imss/x"',
    );
    rmSync(server('opt/other'), { recursive: true });
    mkdirSync(target.path('elsewhere/imss'), { recursive: true });
    writeFileSync(target.path('elsewhere/imss/precious'), '');
    symlinkSync(target.path('elsewhere'), server('opt/other'));
    expect(target.undo(run).said).toMatch(
      /imss: NOT removed, the folder that it lies in is reached by another way/,
    );
    expect(existsSync(target.path('elsewhere/imss/precious'))).toBe(true);
  });

  test('all of it is gone already: nothing to do, and it is said', async () => {
    const { run } = await install(target, ...writesAll.slice(0, 2));
    rmSync(server('opt/trend'), { recursive: true });
    const { code, said } = target.undo(run);
    expect(said).toMatch(/opt\/trend: not there, as before/);
    expect(code).toBe(0);
    expect(target.undo(run).said).toContain('taken back before');
  });
});

describe('gateway-setup rollback', () => {
  test('shows what will be removed, does it and looks again', async () => {
    const { run } = await install(target, ...writesAll);
    const plan = await planRollback(target.host, { run: run.id });
    expect(plan.lines[0]).toBe('install-scanner: Run the installer');
    expect(plan.lines[1]).toContain(
      `removed, with all that is in it by then: ${server('etc/init.d/S99ISIMSS')}`,
    );
    expect(plan.run.wrote?.join('\n')).toContain('put back: ');
    const { signal } = new AbortController();
    await run.end();
    const result = await rollBack(target.host, plan, { signal });
    expect(result.checks).toEqual([{ what: 'nothing is left of what the installer wrote', ok: true }]);
    expect(result.ok).toBe(true);
    expect(existsSync(target.path(startScript))).toBe(false);
  });

  test('an edit of a file of the installer by this run, changed since: it goes with the folder, and is kept', async () => {
    const { run } = await install(target, ...writesAll);
    const ini = server('opt/trend/imss/config/imss.ini');
    const edit = {
      kind: 'edit-file',
      summary: 'Edit',
      path: ini,
      before: Buffer.from('[smtp]\n'),
      after: Buffer.from('[smtp]\nx=1\n'),
      readers: [],
      whileStopped: false,
    } as const;
    const { result } = await target.apply(run, [{ step: named('configure-scanner'), changes: [edit] }]);
    expect(result.kind).toBe('done');
    writeFileSync(ini, 'the console wrote this\n');
    expect(target.undo(run, 'configure-scanner').said).toMatch(/edited by somebody since/);
    const plan = await planRollback(target.host, { run: run.id });
    const { code, said } = target.undo(run);
    expect(said).toMatch(/goes with what the installer wrote\. What was found is kept in (\S+002\.found)/);
    expect(code).toBe(0);
    expect(existsSync(server('opt/trend'))).toBe(false);
    // It came with the installer, and is not missed.
    const checks = await checkUndone(target.host, run.folder, plan.changes, plan.before);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  });
});
