import { readFileSync } from 'node:fs';
import { quoteWord, sh } from '../../host/shell.js';
import type { Change, ConfigureAxigen, EditFile } from '../../model/change.js';
import type { Service } from '../../model/service.js';
import { templatePath } from '../../package-root.js';
import { padded } from '../run/paths.js';
import { type RecordedChange, type RecordedStep, type RunRecord, touchedServices } from '../run/record.js';
import { startCommand, stopCommand } from '../service-commands.js';
import { targetLibrary } from '../target-library.js';
import { sealed } from './seal.js';

/**
 * The undo script of a run: readable, complete, and the only way in which anything is ever taken back.
 * @throws RangeError for a run without changes.
 */
export function undoScript(record: RunRecord): string {
  const steps = record.steps.filter(({ changes }) => changes.length > 0);
  const [first] = steps;
  if (first === undefined) throw new RangeError('a run without changes has nothing to undo');
  const services = touchedServices(steps.flatMap(({ changes }) => changes.map(({ change }) => change)));
  const frame = readFileSync(templatePath('target', 'undo.sh'), 'utf8');
  const parts: Record<string, string> = {
    RUN: record.folder,
    RUN_QUOTED: quoteWord(record.folder),
    STEP_LIST: stepList(steps),
    LIBRARY: targetLibrary().text,
    SERVICES: serviceFunctions(services),
    INSTALLS: installNumbers(steps.flatMap(({ changes }) => changes)),
    STEPS: stepFunctions(steps),
    FIRST: first.step.id,
  };
  return sealed(frame.replace(/@@([A-Z_]+)@@/g, (whole, name: string) => parts[name] ?? whole));
}

function stepList(steps: readonly RecordedStep[]): string {
  return [...new Set(steps.map(({ step }) => `#   ${step.id.padEnd(24)} ${step.title}`))].join('\n');
}

function serviceFunctions(services: readonly Service[]): string {
  const ids = services.map(({ id }) => id);
  const cases = (name: string, one: (service: Service) => string) =>
    [
      `${name}() {`,
      '  case $1 in',
      ...services.map((service) => `    ${service.id}) ${one(service)} ;;`),
      '    *) return 1 ;;',
      '  esac',
      '}',
    ].join('\n');
  return [
    `services=${quoteWord(ids.join(' '))}`,
    `services_reversed=${quoteWord([...ids].reverse().join(' '))}`,
    cases('service_script', ({ script }) => sh`printf '%s\n' ${script}`.text),
    cases('service_process', ({ process }) => sh`printf '%s\n' ${process}`.text),
    cases('service_running', ({ process }) => sh`is_running ${process}`.text),
    cases('service_stop', (service) => stopCommand(service).text),
    cases('service_start', (service) => startCommand(service).text),
  ].join('\n');
}

function stepFunctions(steps: readonly RecordedStep[]): string {
  const earlier = earlierEdits(steps);
  const editsOf = editsByPath(steps);
  const names = shellNames(steps);
  const blocks = steps.map(({ step, changes, runningBefore, portsBefore, together }, index) => {
    const name = names[index] ?? '';
    const touched = touchedServices(changes.map(({ change }) => change)).map(({ id }) => id);
    const packages = changes.flatMap(({ change }) =>
      change.kind === 'install-package' ? [`${change.manager}:${change.name}`] : [],
    );
    const body = (lines: readonly string[]) => (lines.length === 0 ? ['  :'] : lines);
    return [
      `# ${step.id}: ${step.title}`,
      `title_${name}=${quoteWord(step.title)}`,
      `id_${name}=${name === shellName(step.id) ? step.id : ''}`,
      `first_change_${name}=${padded(changes[0]?.number ?? 0)}`,
      `changes_${name}=${quoteWord(changes.map(({ number }) => padded(number)).join(' '))}`,
      `together_${name}=${together === undefined ? "''" : shellName(together)}`,
      `touched_${name}=${quoteWord(touched.join(' '))}`,
      `packages_${name}=${quoteWord(packages.join(' '))}`,
      `installs_${name}=${installNumbers(changes)}`,
      `ports_${name}=${quoteWord(portsBefore.join(' '))}`,
      `running_${name}=${quoteWord(` ${runningBefore.map(({ id }) => id).join(' ')} `)}`,
      `check_${name}() {`,
      ...body(changes.flatMap((recorded) => checkLine(recorded, editsOf))),
      '}',
      `ready_${name}() {`,
      ...body(changes.flatMap((recorded) => readyLine(recorded, earlier.get(recorded.number) ?? []))),
      '}',
      `clear_${name}() {`,
      ...body(changes.flatMap(clearLine)),
      '}',
      `undo_${name}() {`,
      ...[...changes].reverse().flatMap((recorded) => undoLine(recorded, earlier.get(recorded.number) ?? [])),
      '  return 0',
      '}',
    ].join('\n');
  });
  return [
    `first_of_all=${names[0] ?? ''}`,
    `order=${quoteWord([...names].reverse().join(' '))}`,
    `names=${quoteWord([...new Set(steps.map(({ step }) => step.id))].join(' '))}`,
    ...blocks,
  ].join('\n');
}

/** A step that was tried again after a failed check stands twice: its later changes get a name of their own. */
function shellNames(steps: readonly RecordedStep[]): readonly string[] {
  return steps.map(({ step }, index) => {
    const before = steps.slice(0, index).filter((one) => one.step.id === step.id).length;
    return before === 0 ? shellName(step.id) : `${shellName(step.id)}__${before + 1}`;
  });
}

function undoLine({ number, change }: RecordedChange, earlier: readonly number[]): readonly string[] {
  switch (change.kind) {
    case 'edit-file':
    case 'configure-axigen':
      return [
        sh`  restore_file ${[padded(number), change.path, ...earlier.map(padded)]} || return 1`.text,
        ...(change.via === undefined ? [] : [sh`  tell_links ${change.via} ${change.path}`.text]),
      ];
    case 'place-file':
      return [sh`  unplace_file ${padded(number)} ${change.path} || return 1`.text];
    case 'install-package':
      return [sh`  undo_package ${padded(number)} ${change.manager} ${change.name} || return 1`.text];
    case 'run-installer':
      return [sh`  uninstall ${[padded(number), ...change.scripts]} || return 1`.text];
    case 'service':
      // Services are stopped before and started after the files, as they were before the step.
      return [];
  }
}

function checkLine(
  { number, change }: RecordedChange,
  editsOf: ReadonlyMap<string, readonly number[]>,
): readonly string[] {
  switch (change.kind) {
    case 'edit-file':
    case 'configure-axigen':
      return [
        sh`  can_trust ${padded(number)} ${change.path} || return 1`.text,
        sh`  can_restore ${[change.path, ...(editsOf.get(change.path) ?? []).map(padded)]} || return 1`.text,
      ];
    case 'place-file':
      return [
        sh`  can_trust ${padded(number)} ${change.path} || return 1`.text,
        sh`  can_unplace ${padded(number)} ${change.path} || return 1`.text,
      ];
    case 'install-package':
      return [sh`  can_remove ${padded(number)} ${change.manager} ${change.name} || return 1`.text];
    case 'run-installer':
      return [sh`  can_uninstall ${[padded(number), ...editsOf.keys()]} || return 1`.text];
    default:
      return [];
  }
}

function readyLine({ number, change }: RecordedChange, earlier: readonly number[]): readonly string[] {
  if (change.kind === 'run-installer') return [sh`  ready_uninstall ${padded(number)} || return 1`.text];
  const path = writtenPath(change);
  if (path === undefined) return [];
  return [sh`  ready_file ${[padded(number), path, ...earlier.map(padded)]} || return 1`.text];
}

function clearLine({ number, change }: RecordedChange): readonly string[] {
  if (change.kind === 'run-installer') return [sh`  clear_uninstall ${padded(number)}`.text];
  if (change.kind === 'install-package')
    return [sh`  clear_package ${padded(number)} ${change.manager} ${change.name}`.text];
  const path = writtenPath(change);
  if (path === undefined) return [];
  return [sh`  rm -f ${`${path}.gateway-setup.${padded(number)}`} || uncleared=yes`.text];
}

/** The file that a change writes, or has AXIGEN write. */
function writtenPath(change: Change): string | undefined {
  switch (change.kind) {
    case 'edit-file':
    case 'configure-axigen':
    case 'place-file':
      return change.path;
    default:
      return undefined;
  }
}

function isEdit(change: Change): change is EditFile | ConfigureAxigen {
  return change.kind === 'edit-file' || change.kind === 'configure-axigen';
}

function editsByPath(steps: readonly RecordedStep[]): ReadonlyMap<string, readonly number[]> {
  const byPath = new Map<string, readonly number[]>();
  for (const { number, change } of steps.flatMap(({ changes }) => changes)) {
    if (isEdit(change)) byPath.set(change.path, [...(byPath.get(change.path) ?? []), number]);
  }
  return byPath;
}

/** For each edit, the numbers of this run's edits of the same file before it. */
function earlierEdits(steps: readonly RecordedStep[]): ReadonlyMap<number, readonly number[]> {
  const byPath = new Map<string, readonly number[]>();
  const result = new Map<number, readonly number[]>();
  for (const { number, change } of steps.flatMap(({ changes }) => changes)) {
    if (!isEdit(change)) continue;
    const before = byPath.get(change.path) ?? [];
    result.set(number, before);
    byPath.set(change.path, [...before, number]);
  }
  return result;
}

/** One shell word. */
function installNumbers(changes: readonly RecordedChange[]): string {
  const installs = changes.filter(({ change }) => change.kind === 'run-installer');
  return quoteWord(installs.map(({ number }) => padded(number)).join(' '));
}

function shellName(step: string): string {
  return step.replaceAll('-', '_');
}
