import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LiveMeans } from '../../../src/engine/apply/make-live.js';
import { Cancelled } from '../../../src/errors.js';
import type { Service } from '../../../src/model/service.js';
import { EngineTarget } from '../../support/engine-target.js';
import {
  config,
  handover,
  moved,
  original,
  policy,
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

describe('by hand', () => {
  const byHand = async (guide: LiveMeans['guide'], more: Partial<LiveMeans> = {}, seconds = 60) => {
    const run = await target.begin();
    const live = { ...saves, ...more, ...(guide === undefined ? {} : { guide }) };
    const planned = handover(target, { mail, proxy }, 'operator');
    return { run, ...(await target.apply(run, planned, { live, armed: { ...armed, seconds } })) };
  };

  test('what the operator says is looked at, and what is missing is said, until it is as wanted', async () => {
    const told: (readonly string[])[] = [];
    const { result, progress } = await byHand(async ({ change, differs }) => {
      told.push(differs);
      if (differs.length > 0) saveConfig(change);
      return 'done';
    });
    expect(result.kind).toBe('done');
    expect(told).toEqual([
      [],
      ['there is no client with priority = 501, allowStartTLS = no'],
      [],
      ['there is no listener 127.0.0.1:2525'],
    ]);
    // Nothing moves on the screen while the operator is asked.
    expect(progress).toEqual([
      'plan 3',
      'begin 1',
      'done 1',
      'begin 2',
      'done 2',
      'begin 3',
      'done 3',
      'close',
      'plan 2',
      'begin 6',
      'done 6',
      'begin 7',
      'done 7',
      'close',
    ]);
    expect(target.read(config)).toBe(moved);
  });

  test.each([
    ['stops', async () => 'stop' as const],
    ['presses Ctrl-C', () => Promise.reject(new Cancelled())],
  ])('the operator %s: the stage is taken back', async (_name, guide) => {
    const { result } = await byHand(guide);
    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'You stopped before it was done.',
      putBack: true,
    });
    expect(target.tree()).toEqual(asInstalled);
  });

  test('nobody is there', async () => {
    const { result } = await byHand(undefined);
    expect(result).toMatchObject({
      kind: 'failed',
      putBack: true,
      reason: expect.stringMatching(/Nobody is there/),
    });
    expect(target.tree()).toEqual(asInstalled);
  });

  test('too late: the server has put it back by itself, and nothing goes on', async () => {
    const { run, result } = await byHand(
      async ({ change }) => {
        saveConfig(change);
        await until(() => readFileSync(change.path, 'utf8') === original);
        return 'done';
      },
      { patience: { cli: 1, operator: 1 } },
      1,
    );
    expect(result).toMatchObject({
      kind: 'failed',
      putBack: true,
      reason: expect.stringMatching(/by itself/),
    });
    expect(target.tree()).toEqual(asInstalled);
    expect(target.events(run)).not.toContain('intent configure-scanner');
  });
});
