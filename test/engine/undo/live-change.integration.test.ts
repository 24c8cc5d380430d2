import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LiveMeans } from '../../../src/engine/apply/make-live.js';
import { UserError } from '../../../src/errors.js';
import type { Service } from '../../../src/model/service.js';
import { AxigenCliError } from '../../../src/products/axigen/cli/cli-error.js';
import { EngineTarget } from '../../support/engine-target.js';
import {
  cfg,
  config,
  handover,
  limited,
  moved,
  original,
  policy,
  runFile,
  saveConfig,
  scanner,
  until,
} from '../../support/live-change.js';

let target: EngineTarget;
let mail: Service;
let proxy: Service;
let asInstalled: Readonly<Record<string, string>>;
beforeEach(() => {
  target = new EngineTarget();
  mail = target.services.add('mail', 1);
  proxy = target.services.add('proxy', 2);
  target.file(config, original);
  target.file(policy, 'open\n');
  target.file(scanner, '2526\n', 0o604);
  for (const { script } of [mail, proxy]) spawnSync(script, ['start'], { stdio: 'ignore' });
  target.services.calls();
  asInstalled = target.tree();
});
afterEach(() => target.remove());

const armed = { step: 'close-open-relay', seconds: 60 } as const;
const saves: LiveMeans = { perform: async (change) => saveConfig(change) };
/** The wizard is gone from one moment to the next: nobody takes anything back. */
class Killed extends Error {}

describe('a stage with changes that AXIGEN makes itself', () => {
  test('everything as wanted, in order; AXIGEN is stopped for the other file only', async () => {
    const run = await target.begin();
    const { result, progress } = await target.apply(run, handover(target, { mail, proxy }), {
      live: saves,
      armed,
    });
    expect(result).toEqual({ kind: 'done', restarts: 2 });
    expect(progress[0]).toBe('plan 7');
    expect(progress.slice(1, -1)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].flatMap((number) => [`begin ${number}`, `done ${number}`]),
    );
    expect(target.read(config)).toBe(moved);
    expect(target.read(scanner)).toBe('25\n');
    expect(target.services.calls()).toEqual(['mail stop', 'mail start', 'proxy restart']);
    expect(await run.confirm()).toBe('confirmed');
  });

  test('intent and copy before the effect; what AXIGEN wrote is kept after it', async () => {
    const run = await target.begin();
    const seen: unknown[] = [];
    await target.apply(run, handover(target, { mail, proxy }), {
      live: {
        perform: async (change) => {
          const before = ['002.before', '002.begun', '002.after', '003.begun'].map((name) =>
            runFile(target, run, name),
          );
          seen.push([target.events(run).at(-1), ...before]);
          saveConfig(change);
        },
      },
    });
    expect(seen).toEqual([
      ['intent limit-esmtp-extensions', original, '', undefined, undefined],
      ['intent move-axigen-listener', original, '', limited, ''],
    ]);
    expect(runFile(target, run, '003.before')).toBe(limited);
    expect(runFile(target, run, '003.after')).toBe(moved);
    expect(target.events(run).filter((one) => one === 'done')).toHaveLength(5);
  });

  test('taken back like an edit: AXIGEN stopped, byte for byte as it was, with a mode that AXIGEN had changed', async () => {
    const run = await target.begin();
    const perform: LiveMeans['perform'] = async (change) => {
      saveConfig(change);
      chmodSync(target.path(config), 0o600);
    };
    await target.apply(run, handover(target, { mail, proxy }), { live: { perform } });
    target.services.calls();
    const { code, said } = target.undo(run);
    expect(said).toMatch(/axigen\.cfg: restored/);
    expect(code).toBe(0);
    expect(target.tree()).toEqual(asInstalled);
    expect(target.services.calls()).toEqual(['proxy stop', 'mail stop', 'mail start', 'proxy start']);
  });

  test('back to before one of them: what AXIGEN wrote for the one before stands', async () => {
    const run = await target.begin();
    await target.apply(run, handover(target, { mail, proxy }), { live: saves });
    expect(target.undo(run, 'move-axigen-listener').code).toBe(0);
    expect(target.read(config)).toBe(limited);
    expect(target.undo(run).code).toBe(0);
    expect(target.tree()).toEqual(asInstalled);
  });

  test('saved again by somebody since: not overwritten, and said', async () => {
    const run = await target.begin();
    await target.apply(run, handover(target, { mail, proxy }), { live: saves });
    target.file(config, `${moved}# and more\n`);
    const { code, said } = target.undo(run);
    expect(code).not.toBe(0);
    expect(said).toMatch(/edited by somebody since/);
    expect(target.read(config)).toBe(`${moved}# and more\n`);
  });
});

describe('the deadline until which it must be verified', () => {
  test('is that of a live change while it is made, and the short one after it', async () => {
    const run = await target.begin();
    const [, limit, move] = handover(target, { mail, proxy });
    if (limit === undefined || move === undefined) throw new Error('two live changes');
    const live = { ...saves, patience: { cli: 600, operator: 600 } };
    const { result } = await target.apply(run, [limit, move], {
      live,
      armed: { step: 'limit-esmtp-extensions', seconds: 1 },
    });
    expect(result.kind).toBe('done');
    expect(target.read(config)).toBe(moved);
    await until(() => target.events(run).includes('undo-end'));
    expect(target.tree()).toEqual(asInstalled);
  });
});

describe('a live change that fails', () => {
  const refuses: LiveMeans = {
    perform: async () => {
      throw new UserError('COMMIT: -ERR: the address is in use', { next: 'Look who has it.' });
    },
  };

  test('the stage is taken back, the reason is said, and nothing is left armed', async () => {
    const run = await target.begin();
    const { result } = await target.apply(run, handover(target, { mail, proxy }), { live: refuses, armed });
    expect(result).toEqual({
      kind: 'failed',
      reason: 'COMMIT: -ERR: the address is in use\nLook who has it.',
      putBack: true,
    });
    expect(target.tree()).toEqual(asInstalled);
    expect(target.services.running()).toEqual(['mail', 'proxy']);
    expect(existsSync(join(target.here(run.folder), 'armed'))).toBe(false);
  });

  test('that a restart would take back what is in force is no advice: the stage is taken back', async () => {
    const run = await target.begin();
    const broke = new AxigenCliError('It broke off.', {
      changed: 'running',
      why: 'In force.',
      next: 'Restart.',
    });
    const live: LiveMeans = { perform: () => Promise.reject(broke) };
    const { result } = await target.apply(run, handover(target, { mail, proxy }), { live, armed });
    expect(result).toEqual({ kind: 'failed', reason: 'It broke off.', putBack: true });
  });

  test('AXIGEN says that it is done, and its file does not: not believed', async () => {
    const run = await target.begin();
    const { result } = await target.apply(run, handover(target, { mail, proxy }), {
      live: { perform: async () => {} },
    });
    expect(result).toMatchObject({ kind: 'failed', putBack: true });
    expect(result).toHaveProperty(
      'reason',
      expect.stringMatching(/its file does not say so:\nthere is no client/),
    );
    expect(target.tree()).toEqual(asInstalled);
  });

  test('the file was changed since it was looked at: nothing is told to AXIGEN', async () => {
    target.file(config, `${original}# since\n`);
    const run = await target.begin();
    let asked = 0;
    const { result } = await target.apply(run, handover(target, { mail, proxy }), {
      live: {
        perform: async () => {
          asked += 1;
        },
      },
    });
    expect(result).toMatchObject({
      kind: 'failed',
      putBack: true,
      reason: expect.stringMatching(/not what it was/),
    });
    expect(asked).toBe(0);
    expect(target.read(config)).toBe(`${original}# since\n`);
    expect(target.read(policy)).toBe('open\n');
  });

  test('a script behind it that fails takes it back, too', async () => {
    target.services.fault('proxy', 'will-not-start');
    const run = await target.begin();
    const { result } = await target.apply(run, handover(target, { mail, proxy }), { live: saves, armed });
    expect(result).toMatchObject({ kind: 'failed' });
    expect(target.tree()).toEqual(asInstalled);
  });
});

describe('a live change that is cut off', () => {
  const cutOff = async (text: string | undefined, seconds?: number) => {
    const run = await target.begin();
    const live: LiveMeans = {
      patience: { cli: seconds ?? 0, operator: 0 },
      perform: async ({ path, operations }) => {
        if (operations.some(({ kind }) => kind === 'add-client')) return writeFileSync(path, limited);
        if (text !== undefined) writeFileSync(path, text);
        throw new Killed();
      },
    };
    const deadline = seconds === undefined ? {} : { armed: { ...armed, seconds } };
    await expect(target.apply(run, handover(target, { mail, proxy }), { live, ...deadline })).rejects.toThrow(
      Killed,
    );
    return run;
  };
  const halfWay = cfg('127.0.0.1:2525', '', 'something else\n'.replace('something', '#'));

  test('after Save Config: it counts as ours, and what was found is kept and said', async () => {
    const run = await cutOff(halfWay);
    expect(runFile(target, run, '003.after')).toBeUndefined();
    const { code, said } = target.undo(run);
    expect(said).toMatch(/the change was cut off\. What was found is kept in .*003\.found/);
    expect(code).toBe(0);
    expect(runFile(target, run, '003.found')).toBe(halfWay);
    expect(target.tree()).toEqual(asInstalled);
    expect(target.services.running()).toEqual(['mail', 'proxy']);
  });

  test('after its copy was made, and before the checksum was noted: the same', async () => {
    const run = await cutOff(halfWay);
    writeFileSync(target.here(`${run.folder}/files/003.after`), halfWay);
    const { code, said } = target.undo(run);
    expect(said).toMatch(/the change was cut off\. What was found is kept in .*003\.found/);
    expect(code).toBe(0);
    expect(target.tree()).toEqual(asInstalled);
  });

  test('before Save Config: the file is as it was, and AXIGEN is started anew with it', async () => {
    const run = await cutOff(undefined);
    target.services.calls();
    expect(target.undo(run, 'move-axigen-listener').code).toBe(0);
    expect(target.services.calls()).toEqual(['mail stop', 'mail start']);
    expect(target.read(config)).toBe(limited);
    expect(runFile(target, run, '003.found')).toBeUndefined();
  });

  test('taken back by itself, and edited since: the change before it does not count as cut off, and nothing is touched', async () => {
    const run = await cutOff(moved);
    expect(target.undo(run, 'move-axigen-listener').code).toBe(0);
    target.file(config, `${limited}# mine\n`);
    target.services.calls();
    expect(target.undo(run)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/edited by somebody since(.|\n)*Nothing was taken back/),
    });
    expect(target.services.calls()).toEqual([]);
    expect(target.read(config)).toBe(`${limited}# mine\n`);
  });

  test('nobody comes back: the armed undo takes the whole stage back', async () => {
    const run = await cutOff(moved, 1);
    await until(() => target.events(run).includes('undo-end'));
    expect(target.tree()).toEqual(asInstalled);
    expect(target.services.running()).toEqual(['mail', 'proxy']);
    expect(await run.confirm()).toBe('taken-back');
  });
});
