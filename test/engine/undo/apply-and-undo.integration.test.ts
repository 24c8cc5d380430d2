import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlannedChanges, Run } from '../../../src/engine/run/run.js';
import type { Service } from '../../../src/model/service.js';
import { edit, named, place, run as service } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';

/** A server of two services and their files, with names that a careless script would stumble over. */
let target: EngineTarget;
let mail: Service;
let scan: Service;
let proxy: Service;
const policy = "server/filters/mail's $HOME policy";
const config = 'server/run/axigen.cfg';
const scanner = 'server/etc/nod32 `x`.cfg';

beforeEach(async () => {
  target = new EngineTarget();
  mail = target.services.add('mail', 1);
  scan = target.services.add('scan', 2);
  proxy = target.services.add('proxy', 3);
  target.file(policy, 'policy\n', 0o644);
  target.file(config, 'config\n', 0o640);
  target.file(scanner, 'scanner\n', 0o604);
  target.file('media/the licence', 'licence\n', 0o600);
  await startAll(mail, scan);
});
afterEach(() => target.remove());

async function startAll(...services: readonly Service[]) {
  for (const { script } of services) spawnSync(script, ['start'], { stdio: 'ignore' });
  target.services.calls();
}

const change = (
  name: string,
  before: string,
  after: string,
  readers: readonly Service[],
  whileStopped = true,
) =>
  edit(target.path(name), { before: Buffer.from(before), after: Buffer.from(after), readers, whileStopped });

function license(): PlannedChanges {
  return {
    step: named('place-license'),
    changes: [
      place(target.path("server/etc/the license's/folder/the licence"), target.path('media/the licence')),
    ],
  };
}

function startProxy(): PlannedChanges {
  return { step: named('start-scanner'), changes: [service('start', proxy)] };
}

/** Two edits of one file among them, as in the handover. */
function handover(): readonly PlannedChanges[] {
  return [
    { step: named('close-open-relay'), changes: [change(policy, 'policy\n', 'closed\n', [mail])] },
    { step: named('limit-esmtp-extensions'), changes: [change(config, 'config\n', 'limited\n', [mail])] },
    { step: named('move-axigen-listener'), changes: [change(config, 'limited\n', 'moved\n', [mail])] },
    {
      step: named('configure-scanner'),
      changes: [change(scanner, 'scanner\n', 'port 25\n', [scan, proxy], false)],
    },
    { step: named('restart-scanner'), changes: [service('restart', scan), service('restart', proxy)] },
  ];
}

async function applied(): Promise<Run> {
  const run = await target.begin();
  for (const stage of [[license()], [startProxy()], handover()]) {
    const { result } = await target.apply(run, stage, {}, await runningNow());
    expect(result).toMatchObject({ kind: 'done' });
  }
  return run;
}

async function runningNow(): Promise<readonly Service[]> {
  return [mail, scan, proxy].filter((one) => target.services.isRunning(one));
}

describe('applied', () => {
  test('every file as wanted, every service running, AXIGEN down once', async () => {
    const run = await target.begin();
    await target.apply(run, [license()]);
    await target.apply(run, [startProxy()]);
    target.services.calls();
    const { result, progress } = await target.apply(run, handover());
    expect(result).toEqual({ kind: 'done', restarts: 3 });
    expect(progress[0]).toBe('plan 8');
    expect(progress.slice(1, 5)).toEqual(['begin 1', 'done 1', 'begin 2', 'done 2']);
    expect(progress.at(-1)).toBe('close');
    expect(target.read(policy)).toBe('closed\n');
    expect(target.read(config)).toBe('moved\n');
    expect(target.read(scanner)).toBe('port 25\n');
    expect(target.services.calls()).toEqual(['mail stop', 'mail start', 'scan restart', 'proxy restart']);
    expect(target.services.running()).toEqual(['mail', 'scan', 'proxy']);
    expect(statSync(target.path(config)).mode & 0o7777).toBe(0o640);
  });

  test('the journal says each intent before its effect, and done after it', async () => {
    const run = await applied();
    const events = target.events(run);
    expect(events.filter((one) => one.startsWith('intent'))).toHaveLength(8);
    expect(events.filter((one) => one === 'done')).toHaveLength(8);
    expect(events.slice(0, 4)).toEqual(['begin', 'step place-license', 'intent place-license', 'done']);
  });

  test('nothing is left lying beside the files', async () => {
    await applied();
    expect(Object.keys(target.tree()).filter((path) => path.includes('.gateway-setup.'))).toEqual([]);
  });
});

describe('taken back', () => {
  test('whole, by hand, without us: everything is as it was', async () => {
    const before = target.tree();
    const run = await applied();
    const { code, said } = target.undo(run);
    expect(said).toMatch(/Taken back\.$/m);
    expect(code).toBe(0);
    expect(target.tree()).toEqual(before);
    expect(target.services.running()).toEqual(['mail', 'scan']);
  });

  test('a second time nothing is touched and nobody is stopped', async () => {
    const run = await applied();
    target.undo(run);
    const after = target.tree();
    target.services.calls();
    expect(target.undo(run).code).toBe(0);
    expect(target.tree()).toEqual(after);
    expect(target.services.calls()).toEqual([]);
  });

  test('what could not be taken away beside a file goes the next time', async () => {
    const run = await applied();
    target.undo(run);
    const before = target.tree();
    target.file(`${config}.gateway-setup.004`, 'laid beside it when the folder could not be written in');
    expect(target.undo(run).code).toBe(0);
    expect(target.tree()).toEqual(before);
  });

  test.each([
    ['place-license', { policy: 'policy\n', config: 'config\n', scanner: 'scanner\n', licence: false }],
    ['start-scanner', { policy: 'policy\n', config: 'config\n', scanner: 'scanner\n', licence: true }],
    ['close-open-relay', { policy: 'policy\n', config: 'config\n', scanner: 'scanner\n', licence: true }],
    [
      'limit-esmtp-extensions',
      { policy: 'closed\n', config: 'config\n', scanner: 'scanner\n', licence: true },
    ],
    [
      'move-axigen-listener',
      { policy: 'closed\n', config: 'limited\n', scanner: 'scanner\n', licence: true },
    ],
    ['configure-scanner', { policy: 'closed\n', config: 'moved\n', scanner: 'scanner\n', licence: true }],
    ['restart-scanner', { policy: 'closed\n', config: 'moved\n', scanner: 'port 25\n', licence: true }],
  ])('back to before %s, twice, and then the rest', async (step, files) => {
    const before = target.tree();
    const run = await applied();
    for (let time = 0; time < 2; time += 1) {
      expect(target.undo(run, step).code).toBe(0);
      expect({
        policy: target.read(policy),
        config: target.read(config),
        scanner: target.read(scanner),
        licence: existsSync(target.path("server/etc/the license's/folder/the licence")),
      }).toEqual(files);
      const proxyRuns = !['place-license', 'start-scanner'].includes(step);
      expect(target.services.running()).toEqual(proxyRuns ? ['mail', 'scan', 'proxy'] : ['mail', 'scan']);
    }
    expect(target.undo(run).code).toBe(0);
    expect(target.tree()).toEqual(before);
    expect(target.services.running()).toEqual(['mail', 'scan']);
  });

  test.each(['no-such-step', 'place-license start-scanner', '; rm -rf /', '--help', 'place_license'])(
    'an unknown step (%s): exit 4, the steps are named, nothing is touched',
    async (step) => {
      const run = await applied();
      const before = target.tree();
      target.services.calls();
      const { code, said } = target.undo(run, step);
      expect(code).toBe(4);
      expect(said).toContain(`no such step: ${step}`);
      expect(said).toContain('Steps: place-license start-scanner close-open-relay');
      expect(target.tree()).toEqual(before);
      expect(target.services.calls()).toEqual([]);
    },
  );
});

describe('edited since', () => {
  test('nothing of it is overwritten, nothing is half taken back, and the services run', async () => {
    const run = await applied();
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
    const run = await applied();
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
    const run = await applied();
    writeFileSync(target.path(config), 'config\n');
    expect(target.undo(run)).toMatchObject({ code: 0, said: expect.stringMatching(/as it was before/) });
    expect(target.tree()).toEqual(before);
  });

  test('a service that does not stop: nothing is taken back under it', async () => {
    const run = await applied();
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

  test('a service that does not start again is not passed over, the second time neither', async () => {
    const run = await applied();
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
    const run = await applied();
    spawnSync(mail.script, ['stop'], { stdio: 'ignore' });
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
    const run = await applied();
    const script = readFileSync(`${target.here(run.folder)}/undo.sh`, 'utf8');
    rmSync(target.here(run.folder), { recursive: true });
    const result = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(result.status).toBe(1);
    expect(result.stdout).toMatch(/NOTHING was taken back/);
    expect(target.read(config)).toBe('moved\n');
  });
});

describe('a failure on the way', () => {
  test('of the last action: everything before it is put back', async () => {
    const run = await target.begin();
    await target.apply(run, [startProxy()]);
    const before = target.tree();
    target.services.fault('proxy', 'will-not-start');
    const { result, progress } = await target.apply(run, handover());
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
    const stage = handover().slice(0, 3);
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
    const script = readFileSync(mail.script, 'utf8');
    writeFileSync(mail.script, script.replace('stop() {', `stop() {\n${saves}\n`));
    const { result } = await target.apply(run, handover());
    expect(result).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/was changed by somebody else in the meantime/),
      putBack: true,
    });
    expect(target.read(config)).toBe('saved by the service\n');
    expect(target.read(policy)).toBe('policy\n');
    expect(target.services.isRunning(mail)).toBe(true);
  });

  test('before anything was begun: no service is touched', async () => {
    const run = await target.begin();
    target.file(config, 'edited between look and change\n');
    target.services.calls();
    const before = target.tree();
    const { result, progress } = await target.apply(run, handover());
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
    const { result } = await target.apply(run, handover());
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
    const script = readFileSync(mail.script, 'utf8');
    const journal = `${target.here(run.folder)}/journal.jsonl`;
    const late = `( until grep -q '"failed"' '${journal}'; do sleep 0.05; done; sleep 0.3; kill "$pid"; : > '${target.path('ended')}' ) < /dev/null > /dev/null 2>&1 &\nreturn`;
    writeFileSync(mail.script, script.replace('stop() {', `stop() {\n${late}\n`));
    const { result } = await target.apply(run, handover());
    expect(result).toMatchObject({ kind: 'failed', putBack: true });
    expect(existsSync(target.path('ended'))).toBe(true);
    expect(target.services.isRunning(mail)).toBe(true);
  });

  test('tried again after it was put back: what is done then is taken back once, and whole', async () => {
    const before = target.tree();
    const run = await target.begin();
    target.services.fault('mail', 'will-not-stop');
    const first = await target.apply(run, handover());
    expect(first.result).toMatchObject({ kind: 'failed', putBack: true });
    run.takenBack('close-open-relay');
    target.services.mend('mail', 'will-not-stop');
    expect((await target.apply(run, handover())).result.kind).toBe('done');
    expect(target.undo(run).code).toBe(0);
    expect(target.tree()).toEqual(before);
  });

  /** The first try stands, its check failed, and the second one edits the scanner's file again. */
  async function twice(edited?: string) {
    const run = await target.begin();
    expect((await target.apply(run, handover())).result.kind).toBe('done');
    if (edited !== undefined) writeFileSync(target.path(scanner), edited);
    const again: PlannedChanges = {
      step: named('configure-scanner'),
      changes: [change(scanner, edited ?? 'port 25\n', 'port 25, again\n', [scan], false)],
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
