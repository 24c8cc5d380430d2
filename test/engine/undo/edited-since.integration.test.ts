import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Choice, editsSince, planRollback, rollBack } from '../../../src/engine/rollback.js';
import type { Run } from '../../../src/engine/run/run.js';
import { layDecisions } from '../../../src/engine/undo/lay-decisions.js';
import type { Service } from '../../../src/model/service.js';
import type { StepId } from '../../../src/model/step-id.js';
import { edit, named, place } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';

let target: EngineTarget;
let mail: Service;
let run: Run;
const config = "server/etc/the mail's $HOME.cfg";
const scanner = 'server/etc/nod32 `x`.cfg';
const licence = 'server/etc/license/nod32.lic';
const configs = [
  '[a]\nx = 1\ny = 1\nz = 1\n',
  '[a]\nx = 2\ny = 1\nz = 1\n',
  '[a]\nx = 2\ny = 2\nz = 1\n',
] as const;
const scanners = [
  '[smtp]\nlisten_port = 2526\npassword = "canary"\n',
  '[smtp]\nlisten_port = 25\npassword = "canary"\n',
] as const;

/** One run, of which every test gets a copy. */
beforeAll(async () => {
  target = new EngineTarget();
  mail = target.services.add('mail', 1);
  target.file(config, configs[0]);
  target.file(scanner, scanners[0], 0o604);
  target.file('media/lic', 'licence\n');
  spawnSync(mail.script, ['start'], { stdio: 'ignore' });
  run = await target.begin();
  const { result } = await target.apply(run, [
    { step: named('place-license'), changes: [place(target.path(licence), target.path('media/lic'))] },
    { step: named('limit-esmtp-extensions'), changes: [change(config, configs[0], configs[1], [mail])] },
    { step: named('move-axigen-listener'), changes: [change(config, configs[1], configs[2], [mail])] },
    { step: named('configure-scanner'), changes: [change(scanner, scanners[0], scanners[1], [])] },
  ]);
  expect(result).toMatchObject({ kind: 'done' });
  await run.end();
  for (const part of parts) copy(part, `${part}.kept`);
});
beforeEach(() => {
  for (const part of parts) copy(`${part}.kept`, part);
  target.services.calls();
  if (!target.services.isRunning(mail)) spawnSync(mail.script, ['start'], { stdio: 'ignore' });
});
afterAll(() => target.remove());

const parts = ['server', 'state'];

function copy(from: string, to: string): void {
  rmSync(target.path(to), { recursive: true, force: true });
  expect(spawnSync('cp', ['-a', target.path(from), target.path(to)]).status).toBe(0);
}

function change(name: string, before: string, after: string, readers: readonly Service[]) {
  const whileStopped = readers.length > 0;
  return edit(target.path(name), {
    before: Buffer.from(before),
    after: Buffer.from(after),
    readers,
    whileStopped,
  });
}

const shown = (path: string) => path.replaceAll(`${target.root}/`, '');

/** What is found, and what comes of it when everything that is asked is answered so. */
async function back(choice: Choice, to?: StepId) {
  const plan = await planRollback(target.host, to === undefined ? {} : { to });
  const edited = await editsSince(target.host, plan);
  const questions = edited.flatMap((one) => one.questions);
  const said = {
    putBack: edited.flatMap((one) => one.putBack),
    stays: edited.flatMap((one) => one.stays),
    asked: questions.map(({ what, before, left, now }) => shown(`${what}: ${before} | ${left} | ${now}`)),
  };
  const decisions = edited.map((one) => one.decide(one.questions.map(() => choice)));
  const result = await rollBack(target.host, plan, { signal: new AbortController().signal, decisions });
  const checks = result.checks.map(({ what, ok }) => shown(`${ok ? 'ok' : 'NOT'} ${what}`));
  return { ...said, ok: result.ok, checks, lines: result.lines.map(shown) };
}

/** As a person at the terminal would, who is cut off before the undo. */
async function decide() {
  const plan = await planRollback(target.host, {});
  const decisions = (await editsSince(target.host, plan)).map((one) => one.decide([]));
  await layDecisions(target.host, run.folder, decisions);
}

const taken = { config: configs[0], scanner: scanners[0], licence: false };
const now = () => ({
  config: existsSync(target.path(config)) ? target.read(config) : undefined,
  scanner: target.read(scanner),
  licence: existsSync(target.path(licence)),
});
const kept = (name: string) => join(target.here(run.folder), 'files', name);

describe('edited since, and taken back', () => {
  test('nothing: nothing is found, nothing is laid down', async () => {
    expect(await back('keep')).toMatchObject({ putBack: [], stays: [], asked: [], ok: true });
    expect(now()).toEqual(taken);
    expect(existsSync(kept('002.decided'))).toBe(false);
  });

  test('two files, elsewhere: what is theirs stays, what is ours goes; services stop and start; mode stays', async () => {
    target.file(config, configs[2].replace('z = 1', 'z = 9'));
    target.file(scanner, `${scanners[1]}mine = 1\n`);
    const result = await back('keep');
    expect(result).toMatchObject({ asked: [], ok: true, stays: ['[a] z', '[smtp] mine'] });
    expect(result.putBack).toEqual([
      '[a] x: 2 becomes 1',
      '[a] y: 2 becomes 1',
      '[smtp] listen_port: 25 becomes 2526',
    ]);
    expect('checks' in result && result.checks).toEqual(
      expect.arrayContaining([`ok ${config} is as it was decided`, `ok ${scanner} is as it was decided`]),
    );
    expect(now()).toEqual({
      ...taken,
      config: configs[0].replace('z = 1', 'z = 9'),
      scanner: `${scanners[0]}mine = 1\n`,
    });
    expect(target.services.calls()).toEqual(['mail stop', 'mail start']);
    expect(statSync(target.path(scanner)).mode & 0o777).toBe(0o604);
    expect(Object.keys(target.tree()).filter((path) => path.includes('.gateway-setup.'))).toEqual([]);
    expect(readFileSync(kept('004.found-since'), 'utf8')).toBe(`${scanners[1]}mine = 1\n`);
  });

  test('one key of ours changed: asked, and the other one goes', async () => {
    target.file(config, configs[2].replace('y = 2', 'y = 7'));
    expect(await back('keep')).toMatchObject({
      asked: [`[a] y in ${config}: 1 | 2 | 7`],
      putBack: ['[a] x: 2 becomes 1'],
      ok: true,
    });
    expect(now()).toEqual({ ...taken, config: configs[0].replace('y = 1', 'y = 7') });
  });

  test('to a middle step, and then the rest: each takes out its own', async () => {
    target.file(config, configs[2].replace('z = 1', 'z = 9'));
    expect(await back('keep', 'move-axigen-listener')).toMatchObject({
      ok: true,
      putBack: ['[a] y: 2 becomes 1'],
    });
    expect(target.read(config)).toBe(configs[1].replace('z = 1', 'z = 9'));
    expect(await back('keep')).toMatchObject({ ok: true, putBack: ['[a] x: 2 becomes 1'] });
    expect(now()).toEqual({ ...taken, config: configs[0].replace('z = 1', 'z = 9') });
  });

  test('a decision that lies there is carried out by undo.sh alone, twice, and not about anything else', async () => {
    target.file(config, configs[2].replace('z = 1', 'z = 9'));
    await decide();
    target.file(config, configs[2].replace('z = 1', 'z = 8'));
    expect(target.undo(run)).toMatchObject({
      code: 1,
      said: expect.stringContaining('edited by somebody since'),
    });
    expect(target.read(config)).toBe(configs[2].replace('z = 1', 'z = 8'));
    // It is about all of it: going back to a middle step only was not decided.
    target.file(config, configs[2].replace('z = 1', 'z = 9'));
    expect(target.undo(run, 'move-axigen-listener').code).toBe(1);
    const result = target.undo(run);
    expect(result.said).toContain('as it was decided now. What was found is kept in');
    expect(result.code, result.said).toBe(0);
    expect(target.undo(run).code).toBe(0);
    expect(now()).toEqual({ ...taken, config: configs[0].replace('z = 1', 'z = 9') });
  });

  test('cut off after the later of two edits of a file was taken back: the same decision goes on', async () => {
    target.file(config, configs[2].replace('z = 1', 'z = 9'));
    await decide();
    const script = join(target.here(run.folder), 'undo.sh');
    const cut = readFileSync(script, 'utf8').replace(
      'undo_limit_esmtp_extensions() {\n',
      (line) => `${line}  kill -9 $$\n`,
    );
    expect(spawnSync('sh', ['-c', cut, script]).signal).toBe('SIGKILL');
    expect(target.read(config)).toBe(configs[0].replace('z = 1', 'z = 9'));
    expect(target.services.running()).toEqual([]);
    const result = target.undo(run);
    expect(result.code, result.said).toBe(0);
    expect(target.services.running()).toEqual(['mail']);
    expect(now()).toEqual({ ...taken, config: configs[0].replace('z = 1', 'z = 9') });
  });

  test.each(['keep', 'before'] as const)(
    'one deleted, one a link, the licence another: %s',
    async (choice) => {
      unlinkSync(target.path(config));
      rmSync(target.path(scanner));
      const elsewhere = target.file('server/else where', scanners[1]);
      symlinkSync(elsewhere, target.path(scanner));
      target.file(licence, 'another licence\n');
      const result = await back(choice);
      expect(result).toMatchObject({
        asked: [
          expect.stringMatching(/nod32\.lic, as a whole: not there \| .* \| a file of 16 bytes$/),
          expect.stringMatching(/ \| not there$/),
          expect.stringContaining('a link to server/else where'),
        ],
        ok: true,
      });
      expect(readFileSync(kept('001.found-since'), 'utf8')).toBe('another licence\n');
      // What the link leads to is never written.
      expect(readFileSync(elsewhere, 'utf8')).toBe(scanners[1]);
      if (choice === 'keep') {
        expect(now()).toEqual({ config: undefined, scanner: scanners[1], licence: true });
        expect(readlinkSync(target.path(scanner))).toBe(elsewhere);
        return;
      }
      expect(now()).toEqual(taken);
      const stat = lstatSync(target.path(scanner));
      expect([stat.isFile(), stat.mode & 0o777]).toEqual([true, 0o604]);
      expect(statSync(target.path(config)).mode & 0o777).toBe(0o640);
    },
  );

  test('owner and mode changed, in one contents too: put back', async () => {
    chmodSync(target.path(config), 0o600);
    target.file(scanner, `${scanners[1]}mine = 1\n`);
    chownSync(target.path(scanner), 1234, 4321);
    expect(await back('before')).toMatchObject({
      asked: [
        `mode and owner of ${config}: -rw-r----- 0 0 | -rw-r----- 0 0 | -rw------- 0 0`,
        `mode and owner of ${scanner}: -rw----r-- 0 0 | -rw----r-- 0 0 | -rw----r-- 1234 4321`,
      ],
      ok: true,
    });
    expect(now()).toEqual({ ...taken, scanner: `${scanners[0]}mine = 1\n` });
    expect(statSync(target.path(config)).mode & 0o777).toBe(0o640);
    expect(statSync(target.path(scanner))).toMatchObject({ uid: 0, gid: 0 });
  });

  test('owner and mode changed, and nobody is asked: undo.sh leaves them, and says so; so does whoever checks', async () => {
    chmodSync(target.path(config), 0o600);
    chownSync(target.path(scanner), 1234, 4321);
    const plan = await planRollback(target.host, {});
    const result = await rollBack(target.host, plan, { signal: new AbortController().signal });
    expect(result.lines.join('\n')).toContain('stay: -rw------- 0 0. Before this run: -rw-r----- 0 0');
    expect(result.checks.map(({ what }) => shown(what))).toContain(
      `${scanner} is as it was before; its mode and owner stay as somebody has made them`,
    );
    expect(result.ok).toBe(true);
    expect(now()).toEqual(taken);
    expect(statSync(target.path(config)).mode & 0o777).toBe(0o600);
    expect(statSync(target.path(scanner))).toMatchObject({ uid: 1234, gid: 4321 });
  });

  test('a start script that is gone: refused by undo.sh alone; decided, nothing is done about the service', async () => {
    renameSync(mail.script, `${mail.script}.gone`);
    expect(target.undo(run)).toMatchObject({
      code: 1,
      said: expect.stringContaining('can be neither stopped nor started'),
    });
    expect(now().config).toBe(configs[2]);
    const result = await back('keep');
    expect(result.asked).toEqual([
      expect.stringContaining('with which mail is started and stopped: there | there | not there'),
    ]);
    expect(result, JSON.stringify(result)).toMatchObject({ ok: true });
    expect(now()).toEqual(taken);
    expect(target.services.isRunning(mail)).toBe(true);
    renameSync(`${mail.script}.gone`, mail.script);
  });
});
