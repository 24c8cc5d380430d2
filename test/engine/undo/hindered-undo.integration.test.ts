import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planRollback, rollBack } from '../../../src/engine/rollback.js';
import type { EngineTarget } from '../../support/engine-target.js';
import { config, MailAndScanner } from './mail-and-scanner.js';

let server: MailAndScanner;
let target: EngineTarget;
beforeEach(() => {
  server = new MailAndScanner();
  ({ target } = server);
});
afterEach(() => target.remove());

describe('edited since', () => {
  test('nothing of it is overwritten, nothing is half taken back, and the services run', async () => {
    const run = await server.applied();
    target.file(config, 'moved, and edited by the administrator\n');
    const before = target.tree();
    const { code, said } = target.undo(run);
    expect(code).not.toBe(0);
    expect(code).not.toBe(4);
    expect(said).toMatch(/edited by somebody since/);
    expect(said).toMatch(/NOT everything was taken back/);
    expect(said).not.toMatch(/^Taken back/m);
    expect(target.tree()).toEqual(before);
    expect(target.services.running()).toEqual(['mail', 'scan', 'proxy']);
    expect(target.events(run).at(-1)).toBe('undo-end');
    expect(target.journal(run).at(-1)?.ok).toBe(false);
  });

  test('the evidence stays, and once the edit is given up it all goes back', async () => {
    const before = target.tree();
    const run = await server.applied();
    target.file(config, 'edited\n');
    target.undo(run);
    const file = (name: string) => readFileSync(`${target.here(run.folder)}/files/${name}`, 'utf8');
    expect(['004.before', '004.after', '005.before', '005.after'].map(file)).toEqual([
      'config\n',
      'limited\n',
      'limited\n',
      'moved\n',
    ]);
    writeFileSync(target.path(config), 'moved\n');
    expect(target.undo(run).code).toBe(0);
    expect(target.tree()).toEqual(before);
  });

  test('put back by hand already: as it was before, and the rest goes back', async () => {
    const before = target.tree();
    const run = await server.applied();
    writeFileSync(target.path(config), 'config\n');
    expect(target.undo(run)).toMatchObject({ code: 0, said: expect.stringMatching(/as it was before/) });
    expect(target.tree()).toEqual(before);
  });

  test('a service that does not stop: nothing is taken back under it', async () => {
    const run = await server.applied();
    const before = target.tree();
    target.services.fault('mail', 'will-not-stop');
    const { code, said } = target.undo(run);
    expect(code).not.toBe(0);
    expect(said).toMatch(/did not stop within/);
    expect(said).toMatch(/NOT everything/);
    expect(target.tree()).toEqual(before);
    expect(target.services.running()).toEqual(['mail', 'scan', 'proxy']);
    target.services.mend('mail', 'will-not-stop');
    expect(target.undo(run).code).toBe(0);
  });

  test.each([
    ['fails', 'exit 1', 1],
    ['cannot be run', undefined, 126],
  ] as const)('a start script that %s at stop: its status is told', async (_name, line, status) => {
    const run = await server.applied();
    const before = target.tree();
    const { script } = server.mail;
    const text = readFileSync(script, 'utf8');
    if (line === undefined) chmodSync(script, 0o644);
    else writeFileSync(script, text.replace('stop() {', `stop() {\n  ${line}`));
    const { code, said } = target.undo(run);
    expect(code).toBe(1);
    expect(said).toContain(
      `${script} stop ended with status ${status} and ${server.mail.process} still runs`,
    );
    expect(said).toMatch(/NOT everything/);
    expect(target.tree()).toEqual(before);
    expect(target.services.running()).toEqual(['mail', 'scan', 'proxy']);
    writeFileSync(script, text);
    chmodSync(script, 0o755);
    expect(target.undo(run).code).toBe(0);
  });

  test('a start script that fails at stop, of a service that takes its time: the undo waits for it, and goes on', async () => {
    const before = target.tree();
    const run = await server.applied();
    const { script } = server.mail;
    const waited = target.path('waited');
    writeFileSync(
      script,
      readFileSync(script, 'utf8').replace(
        'stop() {',
        `stop() {\n  [ -e '${waited}' ] || { echo "$pid" > '${waited}'; exit 1; }`,
      ),
    );
    // What would be waited is counted. At the 40th time, after six seconds, the service ends.
    const sleep = `sleep() {
  case $1 in 1) command sleep 1; return ;; esac
  [ -s '${waited}' ] || return 0
  echo >> '${waited}'
  if [ "$(grep -c '' '${waited}')" -eq 40 ]; then kill "$(sed -n 1p '${waited}')"; fi
}`;
    const undo = `${target.here(run.folder)}/undo.sh`;
    const text = readFileSync(undo, 'utf8');
    writeFileSync(undo, text.replace('\npatience=2\n', `\npatience=30\n${sleep}\n`));
    const { code, said } = target.undo(run);
    expect(said).not.toContain('still runs');
    expect(code).toBe(0);
    expect(readFileSync(waited, 'utf8').split('\n').length).toBeGreaterThan(40);
    expect(target.tree()).toEqual(before);
    expect(target.services.running()).toEqual(['mail', 'scan']);
  });

  test('a service that stops after it was given up is started again, not believed to run', async () => {
    const run = await server.applied();
    const { script } = server.mail;
    const [said, ended] = [target.path('said'), target.path('ended')];
    const late = `( until grep -q 'still runs' '${said}'; do sleep 0.05; done; sleep 0.3; kill "$pid"; : > '${ended}' ) < /dev/null > /dev/null 2>&1 &`;
    writeFileSync(script, readFileSync(script, 'utf8').replace('stop() {', `stop() {\n  ${late}\n  exit 1`));
    const undo = `${target.here(run.folder)}/undo.sh`;
    expect(spawnSync('sh', ['-c', 'exec sh "$1" > "$2" 2>&1', 'sh', undo, said]).status).toBe(1);
    expect(existsSync(ended)).toBe(true);
    expect(target.services.running()).toEqual(['mail', 'scan', 'proxy']);
  });

  test('a service that does not start again is not passed over, the second time neither', async () => {
    const run = await server.applied();
    target.services.fault('mail', 'will-not-start');
    expect(target.undo(run).code).not.toBe(0);
    expect(target.services.running()).toEqual(['scan']);
    expect(target.undo(run).code).not.toBe(0);
    target.services.mend('mail', 'will-not-start');
    expect(target.undo(run)).toMatchObject({ code: 0 });
    expect(target.services.running()).toEqual(['mail', 'scan']);
  });

  /** As a crash of the machine would: a service that the run had stopped, and a file that somebody edited since. */
  async function cutOff() {
    const run = await server.applied();
    spawnSync(server.mail.script, ['stop'], { stdio: 'ignore' });
    target.services.calls();
    return run;
  }

  test('cut off while AXIGEN was stopped, and edited since: not taken back, but AXIGEN runs again', async () => {
    const run = await cutOff();
    target.file(config, 'edited\n');
    const before = target.tree();
    const { code, said } = target.undo(run);
    expect(code).toBe(1);
    expect(said).toMatch(/mail: did not run, and was started/);
    expect(target.tree()).toEqual(before);
    expect(target.services.calls()).toEqual(['mail start']);
    expect(target.services.running()).toEqual(['mail', 'scan', 'proxy']);
  });

  test('cut off, and a service that does not stop: AXIGEN runs again', async () => {
    const run = await cutOff();
    target.services.fault('proxy', 'will-not-stop');
    expect(target.undo(run).code).toBe(1);
    expect(target.services.running()).toEqual(['mail', 'scan', 'proxy']);
  });

  test('a run whose folder is gone says that nothing was taken back', async () => {
    const run = await server.applied();
    const script = readFileSync(`${target.here(run.folder)}/undo.sh`, 'utf8');
    rmSync(target.here(run.folder), { recursive: true });
    const result = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(result.status).toBe(1);
    expect(result.stdout).toMatch(/NOTHING was taken back/);
    expect(target.read(config)).toBe('moved\n');
  });

  test('everything is put back, but a service does not start: a rollback knows that it is not over, and ends it', async () => {
    const run = await server.applied();
    await run.end();
    target.services.fault('mail', 'will-not-start');
    const { code, said } = target.undo(run);
    expect(code).toBe(1);
    expect(said).toMatch(/mail: NOT running/);
    expect(target.services.isRunning(server.mail)).toBe(false);
    target.services.mend('mail', 'will-not-start');
    const plan = await planRollback(target.host, {});
    expect(plan.run.undoUnfinished).toEqual({});
    expect(plan.before.processes).toContain(server.mail.process);
    const { ok, lines } = await rollBack(target.host, plan, { signal: new AbortController().signal });
    expect(ok, lines.join('\n')).toBe(true);
    expect(target.services.isRunning(server.mail)).toBe(true);
    await expect(planRollback(target.host, {})).rejects.toThrow(/There is nothing to take back/);
  });

  test.each([
    ['after the last step', /^ {2}uncleared=no$/m],
    ['before it has marked that step', /^ {2}true > "\$run\/files\/\$first_change\.undone"$/m],
  ])('the machine goes down %s: a rollback knows that it is not over, and ends it', async (_when, line) => {
    const before = target.tree();
    const run = await server.applied();
    await run.end();
    const script = readFileSync(`${target.here(run.folder)}/undo.sh`, 'utf8');
    expect(script).toMatch(line);
    const cut = script.replace(line, () => 'if [ "$step" = "$first" ]; then kill -9 $$; fi');
    expect(spawnSync('sh', ['-c', cut])).toMatchObject({ signal: 'SIGKILL' });
    expect(target.services.isRunning(server.mail)).toBe(false);
    const plan = await planRollback(target.host, {});
    const { ok, lines } = await rollBack(target.host, plan, { signal: new AbortController().signal });
    expect(ok, lines.join('\n')).toBe(true);
    expect(target.tree()).toEqual(before);
    expect(target.services.isRunning(server.mail)).toBe(true);
    await expect(planRollback(target.host, {})).rejects.toThrow(/There is nothing to take back/);
  });

  test('what was laid beside a file could not be removed: it is said, and done when it can be', async () => {
    const run = await server.applied();
    const script = readFileSync(`${target.here(run.folder)}/undo.sh`, 'utf8');
    const stuck = script.replace(/^given=/m, 'clear_close_open_relay() { uncleared=yes; }\ngiven=');
    const { status: code, stdout: said } = spawnSync('sh', ['-c', stuck], { encoding: 'utf8' });
    expect(code, said).toBe(1);
    expect(said).toMatch(/What was laid beside a file could NOT be removed/);
    expect(said).not.toMatch(/^Taken back/m);
    expect(target.undo(run).code).toBe(0);
  });
});
