import { readFileSync } from 'node:fs';
import type { Lab } from '../src/lab/lab.js';
import { inLab } from '../src/lab/paths.js';
import { ratio, summarize } from './statistics.js';
import type { Row } from './table.js';

const program = readFileSync(new URL('./inside-lab.js', import.meta.url));

/** One survey of the lab's server, everything that the steps need, against `sh -c true` there. */
export async function surveys(lab: Lab, runs = 20): Promise<Row> {
  const argv = [inLab.node, '--input-type=module', '-', inLab.product, String(runs)];
  const { code, stdout, stderr } = await lab.exec(argv, { input: program });
  if (code !== 0) throw new Error(`the survey in the lab ended with ${code}: ${stderr}`);
  const times: unknown = JSON.parse(stdout.toString('utf8'));
  const measured = summarize(numbers(times, 'survey'));
  const baseline = summarize(numbers(times, 'nothing'));
  return {
    what: 'one survey of the lab host',
    measured,
    baseline: { what: 'sh -c true', measured: baseline },
    ratio: ratio(measured, baseline),
  };
}

function numbers(times: unknown, name: string): readonly number[] {
  const list: unknown = new Map(Object.entries(times ?? {})).get(name);
  if (Array.isArray(list) && list.every((one) => typeof one === 'number')) return list;
  throw new Error(`no times of "${name}" came from the lab`);
}
