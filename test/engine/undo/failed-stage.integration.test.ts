import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlannedChanges } from '../../../src/engine/run/run.js';
import { named, place } from '../../support/changes.js';
import type { EngineTarget } from '../../support/engine-target.js';
import { config, MailAndScanner, policy, scanner } from './mail-and-scanner.js';

let server: MailAndScanner;
let target: EngineTarget;
beforeEach(() => {
  server = new MailAndScanner();
  ({ target } = server);
});
afterEach(() => target.remove());

describe('a failure on the way', () => {
  test('of the last action: everything before it is put back', async () => {
    const run = await target.begin();
    await target.apply(run, [server.startProxy()]);
    const before = target.tree();
    target.services.fault('proxy', 'will-not-start');
    const { result, progress } = await target.apply(run, server.handover());
    expect(result).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/proxy script restart ended with status 7/),
    });
    expect(progress.slice(-2)).toEqual(['failed 8', 'close']);
    expect(target.tree()).toEqual(before);
    expect(target.services.running()).toEqual(['mail', 'scan']);
    // The proxy ran before and cannot be started again: that is not "put back".
    expect(result).toMatchObject({ putBack: false });
  });

  test('between stop and start of AXIGEN: it runs again, and the files are as before', async () => {
    const before = target.tree();
    const run = await target.begin();
    // The last edit of its file goes where there is no folder.
    const stage = server.handover().slice(0, 3);
    const broken: PlannedChanges = {
      step: named('configure-scanner'),
      changes: [place(target.path('media/the licence/no folder/x'), target.path('media/the licence'))],
    };
    const { result } = await target.apply(run, [...stage, broken]);
    expect(result).toMatchObject({ kind: 'failed', putBack: true });
    expect(target.tree()).toEqual(before);
    expect(target.services.running()).toEqual(['mail', 'scan']);
    expect(target.events(run).slice(-6)).toEqual(
      [
        'failed',
        'undo-begin',
        'undone configure-scanner',
        'undone move-axigen-listener',
        'undone limit-esmtp-extensions',
        'undone close-open-relay',
        'undo-end',
      ].slice(-6),
    );
  });

  test('AXIGEN saves its configuration as it stops: that is kept, and everything else is put back', async () => {
    const run = await target.begin();
    const saves = `echo 'saved by the service' > '${target.path(config)}'`;
    const script = readFileSync(server.mail.script, 'utf8');
    writeFileSync(server.mail.script, script.replace('stop() {', `stop() {\n${saves}\n`));
    const { result } = await target.apply(run, server.handover());
    expect(result).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/was changed by somebody else in the meantime/),
      putBack: true,
    });
    expect(target.read(config)).toBe('saved by the service\n');
    expect(target.read(policy)).toBe('policy\n');
    expect(target.services.isRunning(server.mail)).toBe(true);
  });

  test('before anything was begun: no service is touched', async () => {
    const run = await target.begin();
    target.file(config, 'edited between look and change\n');
    target.services.calls();
    const before = target.tree();
    const { result, progress } = await target.apply(run, server.handover());
    expect(result).toMatchObject({
      kind: 'failed',
      putBack: true,
      reason: expect.stringMatching(/is not what it was/),
    });
    expect(progress).toContain('failed 0');
    expect(target.tree()).toEqual(before);
    expect(target.services.calls()).toEqual([]);
    expect(target.events(run)).not.toContain('undo-begin');
  });

  test('AXIGEN does not stop: nothing was begun, and it runs', async () => {
    const run = await target.begin();
    const before = target.tree();
    target.services.fault('mail', 'will-not-stop');
    const { result } = await target.apply(run, server.handover());
    expect(result).toMatchObject({
      kind: 'failed',
      putBack: true,
      reason: expect.stringMatching(/did not stop/),
    });
    expect(target.tree()).toEqual(before);
    expect(target.services.running()).toEqual(['mail', 'scan']);
  });

  test('AXIGEN stops too late: it is started again, not believed to run', async () => {
    const run = await target.begin();
    // It ends when we have given up waiting, and are about to see whether it runs.
    const script = readFileSync(server.mail.script, 'utf8');
    const journal = `${target.here(run.folder)}/journal.jsonl`;
    const late = `( until grep -q '"failed"' '${journal}'; do sleep 0.05; done; sleep 0.3; kill "$pid"; : > '${target.path('ended')}' ) < /dev/null > /dev/null 2>&1 &\nreturn`;
    writeFileSync(server.mail.script, script.replace('stop() {', `stop() {\n${late}\n`));
    const { result } = await target.apply(run, server.handover());
    expect(result).toMatchObject({ kind: 'failed', putBack: true });
    expect(existsSync(target.path('ended'))).toBe(true);
    expect(target.services.isRunning(server.mail)).toBe(true);
  });

  test('tried again after it was put back: what is done then is taken back once, and whole', async () => {
    const before = target.tree();
    const run = await target.begin();
    target.services.fault('mail', 'will-not-stop');
    const first = await target.apply(run, server.handover());
    expect(first.result).toMatchObject({ kind: 'failed', putBack: true });
    run.takenBack('close-open-relay');
    target.services.mend('mail', 'will-not-stop');
    expect((await target.apply(run, server.handover())).result.kind).toBe('done');
    expect(target.undo(run).code).toBe(0);
    expect(target.tree()).toEqual(before);
  });

  /** The first try stands, its check failed, and the second one edits the scanner's file again. */
  async function twice(edited?: string) {
    const run = await target.begin();
    expect((await target.apply(run, server.handover())).result.kind).toBe('done');
    if (edited !== undefined) writeFileSync(target.path(scanner), edited);
    const again: PlannedChanges = {
      step: named('configure-scanner'),
      changes: [server.change(scanner, edited ?? 'port 25\n', 'port 25, again\n', [server.scan], false)],
    };
    expect((await target.apply(run, [again])).result.kind).toBe('done');
    return run;
  }

  test('tried again while the first try stands: both are taken back', async () => {
    const before = target.tree();
    const run = await twice();
    expect(target.undo(run)).toMatchObject({ code: 0 });
    expect(target.tree()).toEqual(before);
    expect(target.events(run).filter((one) => one === 'undone configure-scanner')).toHaveLength(1);
  });

  test('what somebody edited between two tries: nothing is touched, and the way on that is named is one', async () => {
    const before = target.tree();
    const run = await twice('edited\n');
    const left = target.tree();
    const { code, said } = target.undo(run);
    expect(code).toBe(1);
    expect(said).toMatch(
      /edited by somebody between two changes of this run.*Nothing was taken back, and no/s,
    );
    expect(said).not.toMatch(/^Taken back/m);
    expect(target.tree()).toEqual(left);
    expect(target.events(run)).not.toContain('undo-begin');
    expect(target.services.running()).toEqual(['mail', 'scan', 'proxy']);
    const [, earlier = ''] = /To give that edit up, and all later ones: cp (\S+) /.exec(said) ?? [];
    copyFileSync(earlier, target.path(scanner));
    expect(target.undo(run).code).toBe(0);
    expect(target.tree()).toEqual(before);
  });
});
