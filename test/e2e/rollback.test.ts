import { beforeAll, describe, expect, test } from 'vitest';
import type { StepId } from '../../src/model/step-id.js';
import { greeting } from './support/mail.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { program, run, type Said } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { changedPaths, differences, type Snapshot, snapshot, touched } from './support/snapshot.js';

const labs = useLabs();

const axigenCfg = '/var/opt/axigen/run/axigen.cfg';
const keptCfg = "/var/opt/it's axigen.cfg";
const policy = '/var/opt/axigen/filters/smtpFilters.script';
const nod32Cfg = '/etc/opt/eset/nod32/nod32.cfg';

describe('gateway-setup rollback', () => {
  let server: ServerLab;
  let before: Snapshot;
  let result: Said;
  beforeAll(async () => {
    server = await labs.create('e2e-back');
    // Somebody keeps it elsewhere: links are followed, and stay.
    const moved = await server.exec([
      'sh',
      '-c',
      `mv ${axigenCfg} "${keptCfg}" && ln -s "${keptCfg}" ${axigenCfg}`,
    ]);
    expect(moved.code, moved.all).toBe(0);
    before = await snapshot(server);
    await server.setsUp();
    expect(differences(before, await snapshot(server)).length).toBeGreaterThan(10);
    const words = ['lab', 'exec', '--name', 'e2e-back', '--', 'gateway-setup', 'rollback', '--yes'];
    result = await run([process.execPath, program, ...words], { env: labs.env });
  });

  test('ends well and says what it took back and what it looked at', () => {
    expect(result.code, result.all).toBe(0);
    expectCleanOutput(result);
    for (const line of [
      `${nod32Cfg}: restored`,
      `${keptCfg}: restored`,
      `${policy}: restored`,
      'package nod32lms: removed',
      '/etc/opt/eset/nod32/license/nod32.lic: removed',
      `+ ok      ${keptCfg} is as it was before`,
      '+ ok      package nod32lms is not installed',
      '+ ok      axigen is running',
    ])
      expect(result.out).toContain(line);
    expect(result.out).toMatch(/\nTaken back\.\n$/);
  });

  test('every file, the packages, the services and the ports are as before', async () => {
    expect(differences(before, await snapshot(server))).toEqual([]);
  });

  test('the journal stays, and says so', async () => {
    expect((await server.product('rollback', '--list')).out).toMatch(
      /-nod32 {2}taken back, started .*, 0 steps$/m,
    );
    const again = await server.product('rollback', '--yes');
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('There is nothing to take back') });
    expectCleanOutput(again);
  });

  test('setup works again afterwards; a part that is taken back badly is told, and can be taken back again', async () => {
    await server.setsUp();
    const script = '/etc/init.d/nod32smtp';
    await server.sh(
      `cp -p ${script} /root/kept && sed -i '1a case $1 in start | restart) exit 1 ;; esac' ${script}`,
    );
    const part = () => server.product('rollback', '--to', 'set-scan-threads', '--yes');
    const listed = async () => oneLine((await server.product('rollback', '--list')).out);
    const badly = await part();
    expect(badly.code, badly.all).toBe(1);
    expect(await listed()).toMatch(
      /finished, but an undo of it did not end well.*Once more: gateway-setup rollback --run \S+-nod32 --to set-scan-threads/,
    );
    await server.sh(`mv /root/kept ${script}`);
    const again = await part();
    expect(again.code, again.all).toBe(0);
    expect(await greeting(server, 25)).toMatch(/^220 /);
    expect(await listed()).not.toContain('did not end well');
  });

  test('and so can all the rest', async () => {
    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    expect(differences(before, await snapshot(server))).toEqual([]);
  });
});

describe('sh undo.sh, with neither Node nor gateway-setup on the server', () => {
  let server: ServerLab;
  let before: Snapshot;
  beforeAll(async () => {
    server = await labs.create('e2e-undo');
    before = await snapshot(server);
    await server.setsUp();
    // The stand-ins of the services need Node themselves: only this product goes.
    await server.sh('rm /usr/local/bin/gateway-setup');
    await server.sh('cd /opt/lab/gateway-setup && rm -r bin dist/src/cli templates/target');
  });

  test('takes everything back', async () => {
    const result = await server.exec(['/bin/sh', '-c', 'sh /var/lib/gateway-setup/runs/*/undo.sh']);
    expect(result.code, result.all).toBe(0);
    expectCleanOutput(result);
    expect(result.out).toMatch(/\nTaken back\.\n$/);
    expect(differences(before, await snapshot(server))).toEqual(['/usr/local/bin/gateway-setup: is gone']);
  });

  test('may be run again, and changes nothing more', async () => {
    const done = await snapshot(server);
    const result = await server.exec(['/bin/sh', '-c', 'sh /var/lib/gateway-setup/runs/*/undo.sh']);
    expect(result.code, result.all).toBe(0);
    expect(touched(done, await snapshot(server))).toEqual([]);
  });
});

describe('rollback --to every step, from the last to the first', () => {
  let server: ServerLab;
  let before: Snapshot;
  let after: Snapshot;
  const seen = new Map<StepId, Snapshot>();
  const answers = new Map<StepId, Said>();
  let greetingOnScannerPort = '';

  /** Half a handover would leave port 25 to nobody: each of these takes all three back. */
  const handover = ['restart-scanner', 'configure-scanner', 'move-axigen-listener'] as const;
  /** Every other step that changes something, the last first. */
  const single = [
    'limit-esmtp-extensions',
    'close-open-relay',
    'start-scanner',
    'install-scanner',
    'place-license',
  ] as const;

  beforeAll(async () => {
    server = await labs.create('e2e-steps');
    before = await snapshot(server);
    await server.setsUp();
    after = await snapshot(server);
    for (const step of [...handover, ...single]) {
      // Only the handover is done again: what was done before it stands.
      if (step === 'configure-scanner' || step === 'move-axigen-listener') await server.setsUp();
      answers.set(step, await server.product('rollback', '--to', step, '--yes'));
      seen.set(step, await snapshot(server));
      if (step === 'close-open-relay') greetingOnScannerPort = await greeting(server, 2526);
    }
  });

  const at = (step: StepId): Snapshot => {
    const found = seen.get(step);
    if (found === undefined) throw new Error(`no snapshot of ${step}`);
    return found;
  };

  test.each([
    // What was done after it goes with it.
    ...handover.map((step) => [step, ['set-scan-threads', ...handover]] as const),
    ...single.map((step) => [step, [step]] as const),
  ])('%s: succeeds, and names beforehand exactly what it takes back', (step, named) => {
    const answer = answers.get(step);
    expect(answer?.code, answer?.all).toBe(0);
    const [plan = ''] = answer?.out.split('\n\n') ?? [];
    const steps = new Set([...plan.matchAll(/^ {2}([a-z-]+): /gm)].map(([, name = '']) => name));
    expect([...steps]).toEqual(named);
  });

  test.each(handover)('%s: AXIGEN has port 25 again, the scanner its own', (step) => {
    const now = at(step);
    expect(now.listening).toEqual([
      '0.0.0.0:110 axigen',
      '0.0.0.0:25 axigen',
      '127.0.0.1:2526 nod32smtp',
      '127.0.0.1:7000 axigen',
    ]);
    expect(now.processes).toEqual(after.processes);
    expect(changedPaths(after, now)).toEqual([
      expect.stringMatching(`^${nod32Cfg}: contents was`),
      expect.stringMatching(`^${axigenCfg}: contents was`),
    ]);
    // The clients that were added in the same file before it are still there.
    expect(now.files[axigenCfg]?.contents).not.toBe(before.files[axigenCfg]?.contents);
  });

  test.each([
    ['limit-esmtp-extensions', 'move-axigen-listener', axigenCfg],
    ['close-open-relay', 'limit-esmtp-extensions', policy],
  ] as const)('%s: its file is as it was before everything', (step, previous, path) => {
    expect(changedPaths(at(previous), at(step))).toEqual([expect.stringMatching(`^${path}: contents was`)]);
    expect(at(step).files[path]).toMatchObject({ contents: before.files[path]?.contents });
  });

  test('start-scanner: nod32smtp, which answered as a proxy alone, is stopped; nod32d runs', () => {
    expect(greetingOnScannerPort).toMatch(/^421 nod32smtp: server connect error/);
    const now = at('start-scanner');
    expect(now.processes.filter((one) => one.includes('nod32'))).toEqual(['root nod32d']);
    expect(now.listening).toEqual(before.listening);
    expect(changedPaths(at('close-open-relay'), now)).toEqual(['/var/run/nod32smtp.pid: is gone']);
  });

  test('install-scanner: only the licence that was placed before it is left', () => {
    const now = at('install-scanner');
    expect(now.packages).toEqual(before.packages);
    expect(now.processes).toEqual(before.processes);
    const licence = ['', '/nod32', '/nod32/license', '/nod32/license/nod32.lic'].map(
      (rest) => `/etc/opt/eset${rest}: was not there`,
    );
    expect(differences(before, now)).toEqual(licence);
  });

  test('place-license: nothing is left', () => {
    expect(differences(before, at('place-license'))).toEqual([]);
  });

  test('setup works again', async () => {
    await server.setsUp();
    expect(changedPaths(after, await snapshot(server))).toEqual([]);
  });

  test('a step that is not of the run, or not at all, changes nothing', async () => {
    const now = await snapshot(server);
    const unchanged = await server.product('rollback', '--to', 'send-test-mail', '--yes');
    expect(unchanged).toMatchObject({
      code: 4,
      err: expect.stringContaining('has not changed anything in the step'),
    });
    const unknown = await server.product('rollback', '--to', 'restart-scaner', '--yes');
    expect(unknown).toMatchObject({ code: 4, err: expect.stringContaining('Did you mean restart-scanner?') });
    const unasked = await server.product('rollback');
    expect(unasked).toMatchObject({ code: 4, err: expect.stringContaining('--yes was not given') });
    for (const one of [unchanged, unknown, unasked]) expectCleanOutput(one);
    const later = await snapshot(server);
    expect([...differences(now, later), ...touched(now, later)]).toEqual([]);
  });
});
