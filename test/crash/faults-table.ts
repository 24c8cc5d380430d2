import { type Mode, modes, modeWords } from './mischief.js';
import { type Kind, kindOf, kinds, type Point } from './points.js';
import type { Scenario } from './scenarios.js';
import type { Trial } from './trial.js';

/** What was tried in a scenario. */
export interface Measured {
  readonly scenario: Scenario;
  readonly points: readonly Point[];
  readonly trials: readonly (Pick<Trial, 'point' | 'mode'> & { readonly survived: boolean })[];
}

export const titles = { nod32: 'AXIGEN with NOD32', imss: 'AXIGEN with IMSS' } as const;
const gateways = ['nod32', 'imss'] as const;

/** docs/faults.md. The same for the same faults and points, so that a second run gives the same file. Pure. */
export function faultsTable(measured: readonly Measured[]): string {
  return `${[head, ...gateways.map((one) => gatewayPart(one, measured))].join('\n\n')}\n`;
}

const head = `# Faults survived

Written by \`npm run crash\`; \`npm test\` tries a part of it each time, and fails when a run has
another kind of point in some step than stands here.

## What is promised

Whatever goes wrong in the midst of a setup, at whatever point:

1. No file is half written: each one is as it was before, or as a change was to leave it.
2. A later run says how it stands (\`gateway-setup rollback --list\`), and can go on (\`--resume\`) or take everything back. Where AXIGEN does
   not run any more, or an undo did not end well, going on may be refused: it says what is in the way, and names both ways.
3. \`gateway-setup rollback\` restores the server to the byte; so does \`sh undo.sh\` on the server alone. That one may be killed, too, and run again.

## How it was measured

The program itself names its points: before and after each line of the journal, temporary file, flush, rename, link, removal, new folder,
change of rights, service action, package action, and each line with which AXIGEN's command line is told to change something. A point in
new code is met without anybody adding it. A server of the lab is set up, a fault happens at the point, the run ends as it may; then the
files are looked at, the run is asked for, and one of the ways out is taken: \`sh undo.sh\`, \`gateway-setup rollback\`, \`sh undo.sh\` that
is killed and run again, or \`setup --resume\` and then \`rollback\`. Then all files (contents, owner, mode), packages, processes and
listening ports are compared with those of before. Two things may stay: a copy of what somebody else has written meanwhile, beside the file
(\`NAME.gateway-setup.found\`), where the run's folder took nothing; and on a full disk the temporary file of rpm itself (\`/var/tmp/rpm-tmp.*\`).

${modes.map((mode) => `- **${mode}**: ${modeWords[mode]}.`).join('\n')}

A kill between two operations is tried once: nothing lies between the point after the one and the point before the next. An operation that
can fail is made to fail in one of the ways in which it can, in turn: once in a step, where it is repeated for one file after another. Over
SSH the line is cut in the same places, and through AXIGEN's command line only what is done with it is tried. Which killing and which
way out is taken goes round. What cannot be tried in a lab is that a disk loses what it has said to have written: there the promise rests on the flushes, whose order the points show.`;

function gatewayPart(gateway: Scenario['scanner'], measured: readonly Measured[]): string {
  const own = measured.filter(({ scenario }) => scenario.scanner === gateway);
  const columns = own.map(({ scenario }) => `${scenario.reach}, ${scenario.driver}`);
  const lines = rowKeys(own).map(([step, kind]) => {
    const trials = own.flatMap((one) => one.trials.filter(({ point }) => isOf(point, step, kind)));
    return row([
      step,
      words(kind),
      ...own.map(({ points }) => cell(pointsOf(points, step, kind))),
      ...modes.map((mode) => cell(triedIn(trials, mode))),
      verdict(trials),
    ]);
  });
  const all = own.flatMap(({ trials }) => trials);
  return [
    `## ${titles[gateway]}`,
    '',
    `The first numbers are points: of the wizard on the server (local) and over SSH (ssh), with AXIGEN's file edited (file) and through its command line (cli). Those after them are faults.`,
    '',
    row(['Step', 'Operation', ...columns, ...modes, 'As before']),
    row(
      ['Step', 'Operation', ...columns, ...modes, 'As before'].map((_, index) => (index < 2 ? '---' : '--:')),
    ),
    ...lines,
    row([
      'all',
      '',
      ...own.map(({ points }) => cell(points.length)),
      ...modes.map((mode) => cell(triedIn(all, mode))),
      verdict(all),
    ]),
  ].join('\n');
}

/** In the order in which they come. */
function rowKeys(own: readonly Measured[]): readonly (readonly [string, Kind])[] {
  const steps = [...new Set(own.flatMap(({ points }) => points.map(({ step }) => step)))];
  return steps.flatMap((step) =>
    kinds
      .filter((kind) => own.some(({ points }) => pointsOf(points, step, kind) > 0))
      .map((kind) => [step, kind] as const),
  );
}

function isOf(point: Point, step: string, kind: Kind): boolean {
  return point.step === step && kindOf(point) === kind;
}

function pointsOf(points: readonly Point[], step: string, kind: Kind): number {
  return points.filter((point) => isOf(point, step, kind)).length;
}

function triedIn(trials: Measured['trials'], mode: Mode): number {
  return trials.filter((one) => one.mode === mode).length;
}

function verdict(trials: Measured['trials']): string {
  return `${trials.filter(({ survived }) => survived).length} of ${trials.length}`;
}

function cell(count: number): string {
  return count === 0 ? '' : String(count);
}

function words(kind: Kind): string {
  return kind.replaceAll('-', ' ');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Which kinds of points a scenario has in each step by the table, as `step kind`: to be compared with what a run reaches. Pure. */
export function pointsTold(text: string, { scanner, reach, driver }: Scenario): readonly string[] {
  const part = text.slice(text.indexOf(`\n## ${titles[scanner]}\n`) + 1).split(/\n## /)[0] ?? '';
  const rows = part
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(' | '));
  const column = rows[0]?.indexOf(`${reach}, ${driver}`) ?? -1;
  return rows.slice(2, -1).flatMap((cells) => {
    const count = cells[column]?.trim() ?? '';
    return count === '' ? [] : [`${cells[0]} ${cells[1]}`];
  });
}

/** The same of what a run has reached. Pure. */
export function pointsReached(points: readonly Point[]): readonly string[] {
  const steps = [...new Set(points.map(({ step }) => step))];
  return steps.flatMap((step) =>
    kinds.flatMap((kind) => {
      const count = pointsOf(points, step, kind);
      return count === 0 ? [] : [`${step} ${words(kind)}`];
    }),
  );
}
