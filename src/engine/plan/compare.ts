import { isDeepStrictEqual } from 'node:util';
import type { PlanDocument, PlanFile, PlanStep } from './document.js';
import { isSameChange, nameOfChange, sameSubject } from './same-change.js';

/** How what would be planned now differs from the plan, one sentence each; none: it is the same. Pure. */
export function differencesSince(plan: PlanDocument, now: PlanDocument): readonly string[] {
  const foreign = foreignTo(plan, now);
  if (foreign !== undefined) return [foreign];
  const differences = [
    ...stepList(plan, now),
    ...files(plan.files, now.files),
    ...driver(plan, now),
    ...changes(plan, now),
  ];
  return differences.length > 0 ? differences : words(plan, now);
}

/** Why the plan is none for this server at all, whatever stands on it; undefined: it is one. Pure. */
export function foreignTo(
  plan: PlanDocument,
  now: { readonly version: string; readonly target: Pick<PlanDocument['target'], 'hostname'> },
): string | undefined {
  if (plan.version !== now.version)
    return `The plan was made by gateway-setup ${plan.version}; this is ${now.version}.`;
  return plan.target.hostname === now.target.hostname
    ? undefined
    : `The plan is for ${plan.target.hostname}; this is ${now.target.hostname}.`;
}

/** Somebody agreed to what the plan says: it must say of the same changes what is said of them now. */
function words(plan: PlanDocument, now: PlanDocument): readonly string[] {
  const edited = (what: string) =>
    `What the plan says of ${what} is not what it would say now: it was edited.`;
  return [
    ...(isDeepStrictEqual(sorted(plan.skip), sorted(now.skip)) ? [] : [edited('the steps to skip')]),
    ...plan.stages.flatMap((stage, index) => {
      const today = now.stages[index];
      const steps = stage.steps.filter((step, at) => !saysTheSame(step, today?.steps[at]));
      const named = steps.map(({ id }) => edited(id));
      return stage.handover === today?.handover ? named : [edited('the handover'), ...named];
    }),
  ];
}

function sorted(words: readonly string[]): readonly string[] {
  return [...words].sort();
}

/** Findings may tell of times and numbers of processes, which change with nobody's doing. */
function saysTheSame(then: PlanStep, now: PlanStep | undefined): boolean {
  const told = (step: PlanStep | undefined): unknown =>
    JSON.parse(JSON.stringify({ ...step, findings: undefined }));
  return isDeepStrictEqual(told(then), told(now));
}

function driver(plan: PlanDocument, now: PlanDocument): readonly string[] {
  const speaks = ({ stages }: PlanDocument) =>
    stages.some(({ steps }) =>
      steps.some((step) => step.changes.some((one) => one.kind === 'configure-axigen' && one.by === 'cli')),
    );
  if (!speaks(plan) || speaks(now)) return [];
  return [
    'AXIGEN was to be changed through its command line, which is not used now: a plan holds no passwords, so give --axigen-password-file again.',
  ];
}

function stepList(plan: PlanDocument, now: PlanDocument): readonly string[] {
  const [then, today] = [plan, now].map(({ stages }) =>
    stages.map(({ steps, skipped }) => (skipped ? '-' : steps.map(({ id }) => id).join('+'))).join(' '),
  );
  return then === today ? [] : [`The list of steps was: ${then}; it is: ${today}.`];
}

function files(then: readonly PlanFile[], now: readonly PlanFile[]): readonly string[] {
  const states = { present: 'was there', absent: 'was not there', unreadable: 'could not be read' } as const;
  const paths = [...new Set([...then, ...now].map(({ path }) => path))];
  return paths.flatMap((path) => {
    const [was, is] = [then, now].map((list) => list.find((one) => one.path === path));
    if (was === undefined) return [`${path} plays a part now, and did not when the plan was made.`];
    if (is === undefined) return [`${path} played a part when the plan was made, and does not any more.`];
    if (was.state !== is.state) return [`${path} ${states[was.state]} when the plan was made; not so now.`];
    if (was.sha256 !== is.sha256)
      return [`${path} has been changed since: its SHA-256 was ${was.sha256}, it is ${is.sha256}.`];
    return was.cksum === is.cksum
      ? []
      : [`${path} is another file than then: its cksum was ${was.cksum}, it is ${is.cksum}.`];
  });
}

function changes(plan: PlanDocument, now: PlanDocument): readonly string[] {
  return plan.stages.flatMap(({ steps }, index) =>
    steps.flatMap((step) => {
      const today = now.stages[index]?.steps.find(({ id }) => id === step.id);
      return today === undefined ? [] : stepChanges(step, today);
    }),
  );
}

function stepChanges(then: PlanStep, now: PlanStep): readonly string[] {
  const told = (text: string) => `${then.id}: ${text}.`;
  if ((then.deferred === undefined) !== (now.deferred === undefined))
    return [told('what it changes can be told now, and could not then, or the other way round')];
  const missing = then.changes.filter((change) => !now.changes.some((other) => isSameChange(change, other)));
  const added = now.changes.filter((change) => !then.changes.some((other) => isSameChange(change, other)));
  return [
    ...missing.map((change) =>
      told(
        added.some((other) => sameSubject(change, other))
          ? `${nameOfChange(change)} would be another one now`
          : `${nameOfChange(change)} would not be made any more`,
      ),
    ),
    ...added
      .filter((change) => !missing.some((other) => sameSubject(change, other)))
      .map((change) => told(`${nameOfChange(change)} would be made as well`)),
  ];
}
