import type { Change } from '../../model/change.js';
import type { Service } from '../../model/service.js';
import type { Step } from '../../model/step.js';
import type { StepId } from '../../model/step-id.js';

/** A change of this run, with the number that names its files in the run's folder. */
export interface RecordedChange {
  readonly number: number;
  readonly step: StepId;
  readonly change: Change;
}

export interface RecordedStep {
  readonly step: Pick<Step, 'id' | 'title'>;
  readonly changes: readonly RecordedChange[];
  /** The services that ran before this step, all that are known and not only those that it touches. */
  readonly runningBefore: readonly Service[];
  /** The TCP ports that those services held before this step. */
  readonly portsBefore: readonly number[];
  /** The first of the steps that make sense only together, such as the two halves of a handover. */
  readonly together?: StepId;
}

/** What a run did so far, in order; what its undo script is written from. */
export interface RunRecord {
  readonly id: string;
  readonly folder: string;
  readonly steps: readonly RecordedStep[];
}

export function servicesOf(change: Change): readonly Service[] {
  switch (change.kind) {
    case 'edit-file':
    case 'configure-axigen':
      return change.readers;
    case 'service':
      return [change.service];
    case 'install-package':
      return change.services;
    case 'place-file':
    case 'run-installer':
      return [];
  }
}

/** Every service that the changes touch, once, in the order in which they are started. */
export function touchedServices(changes: readonly Change[]): readonly Service[] {
  const byId = new Map(changes.flatMap(servicesOf).map((service) => [service.id, service]));
  return [...byId.values()].sort((a, b) => a.order - b.order);
}

/** Which services run after the changes, given those that ran before. A restart changes nothing here. */
export function runningAfter(before: readonly Service[], changes: readonly Change[]): readonly Service[] {
  const running = new Map(before.map((service) => [service.id, service]));
  for (const change of changes) {
    if (change.kind !== 'service') continue;
    if (change.verb === 'stop') running.delete(change.service.id);
    else running.set(change.service.id, change.service);
  }
  return [...running.values()];
}
