import { join } from 'node:path';
import type { Lab } from '../src/lab/lab.js';
import { inLab } from '../src/lab/paths.js';
import { buildForLab } from './lab-program.js';
import { ratio, summarize } from './statistics.js';
import type { Row } from './table.js';

/** Where the product in the lab has its packages and templates, so that the program finds them. */
const program = `${inLab.product}/inside-lab.js`;

/** One survey of the lab's server, everything that the steps need, against `sh -c true` there. */
export async function surveys(lab: Lab, runs = 20): Promise<Row> {
  const { measured, baseline } = await inside(lab, 'survey', runs);
  return row('one survey of the lab host', measured, 'sh -c true', baseline);
}

/**
 * One whole audit of the lab's server, as somebody would run it without a password, against one survey of it: the
 * difference is the dialogues, which are held side by side.
 */
export async function audits(lab: Lab, runs = 20): Promise<Row> {
  const { measured, baseline, invocations, dialogues } = await inside(lab, 'audit', runs);
  const what = `one audit of the lab host (${invocations} shell invocation${invocations === 1 ? '' : 's'}, ${dialogues} dialogues)`;
  return row(what, measured, 'one survey', baseline);
}

function row(what: string, measured: readonly number[], against: string, baseline: readonly number[]): Row {
  const [one, other] = [summarize(measured), summarize(baseline)];
  return { what, measured: one, baseline: { what: against, measured: other }, ratio: ratio(one, other) };
}

interface Inside {
  readonly measured: readonly number[];
  readonly baseline: readonly number[];
  readonly invocations: number;
  readonly dialogues: number;
}

async function inside(lab: Lab, subject: 'survey' | 'audit', runs: number): Promise<Inside> {
  await buildForLab(join(lab.root, program));
  const { code, stdout, stderr } = await lab.exec([inLab.node, program, subject, String(runs)]);
  if (code !== 0) throw new Error(`the ${subject} in the lab ended with ${code}: ${stderr}`);
  const told: unknown = JSON.parse(stdout.toString('utf8'));
  return {
    measured: numbers(told, 'measured'),
    baseline: numbers(told, 'baseline'),
    invocations: number(told, 'invocations'),
    dialogues: number(told, 'dialogues'),
  };
}

function member(told: unknown, name: string): unknown {
  return new Map(Object.entries(told ?? {})).get(name);
}

function number(told: unknown, name: string): number {
  const one = member(told, name);
  if (typeof one === 'number') return one;
  throw new Error(`no number of "${name}" came from the lab`);
}

function numbers(told: unknown, name: string): readonly number[] {
  const list = member(told, name);
  if (Array.isArray(list) && list.every((one) => typeof one === 'number')) return list;
  throw new Error(`no times of "${name}" came from the lab`);
}
