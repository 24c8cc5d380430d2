import type { AxigenOperation, AxigenSettings } from '../../../model/axigen-operation.js';
import type { CliLayout } from './cli-layout.js';
import { setCommand } from './command-text.js';
import { addressMade, changeListener, replacingDefault, samePort } from './plan-listeners.js';
import { clientKind, listenerKind, planAdd, planRemove, planUpdate } from './plan-objects.js';
import { type ChildContexts, entered, type PlannedCommand, refusal } from './planned-command.js';
import type { RunningAxigen, SavedAxigen } from './running.js';

export interface PlanInput {
  readonly operations: readonly AxigenOperation[];
  readonly saved: SavedAxigen;
  /** Agrees with what is saved: see checkRunning. */
  readonly running: RunningAxigen;
  readonly layout: CliLayout;
  readonly contexts: ChildContexts;
}

/**
 * The commands that carry the operations out, from the root back to the root; none: there is nothing to do. What is new is
 * put in force before what it replaces is taken away, except where both want the same port.
 * @throws AxigenCliError for something that this command line does not offer.
 */
export function planCommands(input: PlanInput): readonly PlannedCommand[] {
  const operations = replacingDefault(input.operations, input);
  const removals = operations.filter(isRemoval);
  const others = operations.filter((one) => !isRemoval(one));
  const inTheWay = (one: Removal) => others.some((other) => samePort(one.address, addressMade(other)));
  const commands = (some: readonly AxigenOperation[]) => some.flatMap((one) => commandsOf(one, input));
  const first = commands(removals.filter(inTheWay));
  const rest = commands([...others, ...removals.filter((one) => !inTheWay(one))]);
  return withPath(
    input.layout,
    [first, rest].filter((part) => part.length > 0),
  );
}

/** Each part is committed on its own, by leaving the service's context; what comes before it in the path only once. */
function withPath(
  { path }: CliLayout,
  parts: readonly (readonly PlannedCommand[])[],
): readonly PlannedCommand[] {
  const service = path.at(-1);
  if (service === undefined) throw refusal('the SMTP-In service');
  if (parts.length === 0) return [];
  const above = path.slice(0, -1);
  return [
    ...above.map(({ enter }): PlannedCommand => ({ line: enter, leads: 'inside' })),
    ...parts.flatMap((part): readonly PlannedCommand[] => [
      { line: service.enter, leads: 'inside' },
      ...part,
      { line: service.leave, leads: 'outside' },
    ]),
    ...above.toReversed().map(({ leave }): PlannedCommand => ({ line: leave, leads: 'outside' })),
  ];
}

function commandsOf(operation: AxigenOperation, input: PlanInput): readonly PlannedCommand[] {
  const listeners = listenerKind(input);
  const clients = clientKind(input);
  switch (operation.kind) {
    case 'add-listener':
      return planAdd(listeners, operation.address, operation.settings);
    case 'change-listener':
      return changeListener(listeners, operation, input);
    case 'remove-listener':
      return operation.address === '' ? [] : planRemove(listeners, operation.address);
    case 'add-client':
      return planAdd(clients, priorityIn(operation.settings), operation.settings);
    case 'change-client':
      return planUpdate(clients, operation.priority, operation.settings);
    case 'set-service-limits':
      return serviceLimits(operation.settings, input.layout);
  }
}

function serviceLimits(settings: AxigenSettings, { accessControl }: CliLayout): readonly PlannedCommand[] {
  if (accessControl === undefined) throw refusal('AccessControl');
  if (settings.length === 0) return [];
  return entered(
    accessControl.enter,
    settings.map(([name, value]) => setCommand(name, value)),
    { line: accessControl.leave, does: 'the limits of the SMTP-In service are changed' },
  );
}

type Removal = Extract<AxigenOperation, { kind: 'remove-listener' }>;

function isRemoval(operation: AxigenOperation): operation is Removal {
  return operation.kind === 'remove-listener';
}

function priorityIn(settings: AxigenSettings): string {
  return settings.find(([name]) => name.toLowerCase() === 'priority')?.[1] ?? '';
}
