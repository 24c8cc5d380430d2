import type { RecordedChange, RecordedStep } from '../../src/engine/run/record.js';
import type {
  ConfigureAxigen,
  EditFile,
  InstallPackage,
  PlaceFile,
  RunService,
} from '../../src/model/change.js';
import type { Service } from '../../src/model/service.js';
import type { Step } from '../../src/model/step.js';
import type { StepId } from '../../src/model/step-id.js';

/** Small changes and services for tests of the engine, which does not know what they are about. */

export function service(id: string, order: number, changed: Partial<Service> = {}): Service {
  return { id, title: id, script: `/etc/init.d/${id}`, process: id, order, ...changed };
}

export const mail = service('mail', 1);
export const daemon = service('daemon', 2);
export const proxy = service('proxy', 3);

export function edit(path: string, changed: Partial<EditFile> = {}): EditFile {
  return {
    kind: 'edit-file',
    summary: `Edit ${path}`,
    path,
    before: Buffer.from('before\n'),
    after: Buffer.from('after\n'),
    readers: [],
    whileStopped: false,
    ...changed,
  };
}

/** A change that AXIGEN makes itself while it runs. */
export function configure(path: string, changed: Partial<ConfigureAxigen> = {}): ConfigureAxigen {
  return {
    kind: 'configure-axigen',
    by: 'cli',
    summary: `Configure ${path}`,
    path,
    before: Buffer.from('before\n'),
    after: Buffer.from('after\n'),
    operations: [],
    readers: [],
    ...changed,
  };
}

export function place(path: string, copyFrom: string): PlaceFile {
  return { kind: 'place-file', summary: `Copy ${copyFrom}`, path, copyFrom, mode: 0o640 };
}

export function run(verb: RunService['verb'], one: Service, readyPort?: number): RunService {
  return {
    kind: 'service',
    summary: `${verb} ${one.id}`,
    service: one,
    verb,
    ...(readyPort === undefined ? {} : { readyPort }),
  };
}

export function install(name: string, changed: Partial<InstallPackage> = {}): InstallPackage {
  return {
    kind: 'install-package',
    summary: `Install ${name}`,
    manager: 'rpm',
    file: `/root/${name}.rpm`,
    name,
    services: [daemon, proxy],
    ...changed,
  };
}

/** A step of the engine's view: an id and a title. */
export function named(id: StepId): Pick<Step, 'id' | 'title'> {
  return { id, title: `The step ${id}` };
}

/** Steps with their changes numbered from 1, as a run records them. */
export function recorded(
  ...steps: readonly {
    readonly id: StepId;
    readonly changes: readonly RecordedChange['change'][];
    readonly running?: readonly Service[];
  }[]
): readonly RecordedStep[] {
  let number = 0;
  return steps.map(({ id, changes, running = [] }) => ({
    step: named(id),
    runningBefore: running,
    portsBefore: [],
    changes: changes.map((change) => {
      number += 1;
      return { number, step: id, change };
    }),
  }));
}

export function changesOf(steps: readonly RecordedStep[]): readonly RecordedChange[] {
  return steps.flatMap(({ changes }) => changes);
}
