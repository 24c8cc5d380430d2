import { type JournaledRun, readJournals } from '../../../src/engine/run/list-runs.js';
import { present } from '../../../src/host/fact.js';

export const id = '2026-11-21T220501Z-nod32';
export const at = 1_795_298_701;
export const begin = `{"at":${at},"event":"begin","schema":1,"by":"root"}`;
export const intent = (change: number, step: string, more = '"kind":"edit-file","path":"/etc/x"') =>
  `{"at":${at},"event":"intent","change":${change},"step":"${step}",${more}}`;
export const done = (change: number) => `{"at":${at},"event":"done","change":${change}}`;
export const undone = (step: string) => `{"at":${at},"event":"undone","step":"${step}"}`;
export const whole = [begin, intent(1, 'place-license'), done(1), intent(2, 'configure-scanner'), done(2)];

export interface Listed {
  readonly name?: string;
  readonly sequence?: string;
  readonly journal?: readonly string[] | 'missing';
  readonly told?: readonly string[];
  readonly undo?: readonly string[];
}

export const undoSteps = [
  `!=run=/var/lib/gateway-setup/runs/${id}`,
  '!=id_place_license=place-license',
  '!=first_change_place_license=001',
  "!=changes_place_license='001'",
  '!=id_configure_scanner=configure-scanner',
  '!=first_change_configure_scanner=002',
  "!=changes_configure_scanner='002'",
];
export const begun = ['!mark 001.begun', '!mark 002.begun'];

/** What the target tells of a run, as telling-runs.sh writes it. */
export function listed({
  name = id,
  sequence = '1',
  journal = whole,
  told = begun,
  undo = undoSteps,
}: Listed): string {
  return [
    `#${sequence} none - /var/lib/gateway-setup/runs/${name}`,
    ...told,
    ...undo,
    ...(journal === 'missing' ? ['!no-journal'] : [...journal.map((line) => ` ${line}`), '', '!size 100']),
    '',
  ].join('\n');
}

export function read(...texts: readonly (string | Uint8Array)[]): readonly JournaledRun[] {
  const output = Buffer.concat(texts.map((text) => Buffer.from(text as string)));
  const runs = readJournals(present({ code: 0, output }));
  return runs.state === 'present' ? runs.value : [];
}
