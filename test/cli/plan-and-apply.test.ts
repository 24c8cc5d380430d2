import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type ApplyDependencies, runApply } from '../../src/cli/apply.js';
import { main } from '../../src/cli/main.js';
import { type PlanDependencies, runPlan } from '../../src/cli/plan.js';
import type { SignalWatch } from '../../src/cli/signals.js';
import type { ApplyOptions } from '../../src/engine/plan/apply-plan.js';
import { changesSomething, type Plan, type PlanOptions } from '../../src/engine/plan/make-plan.js';
import { Cancelled, ExitCode } from '../../src/errors.js';
import { drawn, planOf } from '../engine/plan/plan-of.js';
import { fresh } from '../support/server.js';
import { surveyedHost } from '../support/surveyed-host.js';
import { ioDouble } from './io-double.js';

const folder = mkdtempSync(join(tmpdir(), 'gateway-setup-plan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plan: Plan = { document: planOf(fresh), stages: drawn(fresh) };
const nothing: Plan = { document: { ...planOf(fresh), stages: [] }, stages: [] };
const watch: SignalWatch = {
  signal: new AbortController().signal,
  sayThrough: () => {},
  aside: (work) => work(),
  dispose: () => {},
};
const open = async () => surveyedHost(fresh);

describe('gateway-setup plan', () => {
  async function planning(args: readonly string[], made = plan) {
    const seen: PlanOptions[] = [];
    const { io, out, err } = ioDouble({ cwd: folder });
    const makePlan: Awaited<ReturnType<PlanDependencies['engine']>>['makePlan'] = async (options) => {
      seen.push(options);
      options.operator.note('a note in passing');
      return made;
    };
    const engine = async () => ({ makePlan, changesSomething });
    const code = await runPlan(args, io, { watch, open, engine }).catch((error: unknown) => error);
    return { code, text: out(), err: err(), seen };
  }

  test('exit 2 when there is something to change, 0 when not', async () => {
    expect((await planning([])).code).toBe(ExitCode.findings);
    const { code, text } = await planning([], nothing);
    expect([code, text]).toEqual([ExitCode.ok, expect.stringContaining('Setup would change nothing.')]);
  });

  test('hands answers and skips on, and nobody is asked without a terminal', async () => {
    const { seen } = await planning(['--license', '/a', '--skip', 'send-test-mail', '--scan-threads', '4']);
    expect(Object.fromEntries(seen[0]?.given ?? [])).toEqual({ license: '/a', 'scan-threads': '4' });
    expect([...(seen[0]?.skip ?? [])]).toEqual(['send-test-mail']);
    expect(seen[0]?.operator.attended).toBe(false);
    expect(seen[0]?.operator.guide).toBeUndefined();
  });

  test('-o writes what apply reads, for its owner only, and says how to go on', async () => {
    const { text } = await planning(['-o', 'plan.json']);
    const file = join(folder, 'plan.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(plan.document);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(text).toContain('\n  gateway-setup apply --host mail.example.test plan.json\n');
  });

  test('for programs: the plan alone, or the diffs alone', async () => {
    expect(JSON.parse((await planning(['--format', 'json'])).text)).toEqual(plan.document);
    const { text } = await planning(['--format', 'patch']);
    expect(text).toMatch(/^--- \//);
    expect(text).not.toMatch(/note in passing/);
  });

  test('a handover that nobody confirmed is told, beside what a program reads', async () => {
    const unconfirmed = [
      { id: '1-nod32', state: 'unfinished', startedAt: '', steps: [], sequence: 1, unwatched: true },
    ] as const;
    const words = 'The handover of the run 1-nod32 was never confirmed';
    const made: Plan = { ...plan, unconfirmed };
    expect((await planning([], made)).text).toContain(words);
    const { text, err } = await planning(['--format', 'json'], made);
    expect(JSON.parse(text)).toEqual(plan.document);
    expect(err).toContain(words);
  });

  test('what it was written to is shown harmless', async () => {
    const { text } = await planning(['-o', 'a\u001b[2Jb.json']);
    expect(text).toContain('Written to a\\x1b[2Jb.json.');
    expect(text).not.toContain('\u001b');
  });

  test('diffs begin in the first column', async () => {
    expect((await planning([])).text).toMatch(/^\+\+\+ \/var\/opt\/axigen\/run\/axigen\.cfg\n@@ /m);
  });

  test('a place that cannot be written is said, and what it would have printed is not', async () => {
    const { code, text } = await planning(['--format', 'json', '-o', 'nowhere/plan.json']);
    expect(code).toMatchObject({ message: 'nowhere/plan.json cannot be written.' });
    expect(text).toBe('');
  });
});

describe('gateway-setup apply', () => {
  const file = join(folder, 'agreed.json');
  writeFileSync(file, JSON.stringify(plan.document));

  async function applying(args: readonly string[], typed?: string, env: Record<string, string> = {}) {
    const seen: ApplyOptions[] = [];
    const { io, out, stdin } = ioDouble({ cwd: folder, env, terminal: typed !== undefined });
    if (typed !== undefined) stdin.end(`${typed}\n`);
    const engine: ApplyDependencies['engine'] = async () => ({
      applyPlan: async (options) => {
        seen.push(options);
        await options.agree(plan);
        return ExitCode.ok;
      },
    });
    const code = await runApply(args, io, { watch, open, engine }).catch((error: unknown) => error);
    return { code, text: out(), seen };
  }

  test.each([[['--yes', 'agreed.json']], [['--host', 'mail', '--yes', 'agreed.json', '--plain']]])(
    'cancelled, given as %j: the same plan is named',
    async (args) => {
      const { io, err } = ioDouble({ cwd: folder });
      const cancelled = () => Promise.reject(new Cancelled());
      expect(await main(['apply', ...args], io, cancelled)).toBe(ExitCode.cancelled);
      const host = args.includes('--host') ? ' --host mail' : '';
      expect(err()).toBe(
        `\nCancelled. Nothing was changed.\nTo begin again: gateway-setup apply${host} agreed.json\n`,
      );
    },
  );

  test('the answers are the plan\u2019s; of what is given now only the secrets count', async () => {
    const { code, seen } = await applying(['agreed.json', '--yes'], undefined, {
      GATEWAY_SETUP_MAILBOX_PASSWORD: 'pw',
      GATEWAY_SETUP_LICENSE: '/other.lic',
    });
    expect(code).toBe(ExitCode.ok);
    expect(Object.fromEntries(seen[0]?.given ?? [])).toEqual({ scanner: 'nod32', 'mailbox-password': 'pw' });
    expect(seen[0]?.plan).toEqual(plan.document);
    expect(seen[0]?.operator.attended).toBe(false);
  });

  test('without a terminal it needs --yes', async () => {
    const { code, seen } = await applying(['agreed.json']);
    expect(code).toMatchObject({ exitCode: ExitCode.usage, next: expect.stringContaining('--yes') });
    expect(seen).toEqual([]);
  });

  test('at a terminal the plan is shown and a yes is asked for, no is the first answer; whoever is there can be guided', async () => {
    const agreed = await applying(['agreed.json', '--plain'], 'yes');
    expect(agreed.code).toBe(ExitCode.ok);
    expect(agreed.text).toContain('The plan holds. Carry it out?');
    expect(agreed.seen[0]?.operator.guide).toBeDefined();
    expect(agreed.text).toContain('+++ /var/opt/axigen/run/axigen.cfg');
    expect((await applying(['agreed.json', '--plain'], '')).code).toBeInstanceOf(Cancelled);
  });

  test.each([
    ['a file that is not there', ['none.json', '--yes'], /^The plan none\.json cannot be read/],
    ['no file', ['--yes'], /missing required argument/i],
    ['a key that is none', ['odd.json', '--yes'], /it holds an answer that does not belong in a plan/],
    [
      'an answer that is none',
      ['wrong.json', '--yes'],
      /wrong\.json, answer scanner: "clam" is not an answer/,
    ],
  ])('%s', async (_what, args, message) => {
    const odd = (answers: object) => JSON.stringify({ ...plan.document, answers });
    writeFileSync(join(folder, 'odd.json'), odd({ 'mailbox-password': 'x' }));
    writeFileSync(join(folder, 'wrong.json'), odd({ scanner: 'clam' }));
    const { code, seen } = await applying(args);
    expect(code).toMatchObject({ message: expect.stringMatching(message), exitCode: ExitCode.usage });
    expect(seen).toEqual([]);
  });
});
