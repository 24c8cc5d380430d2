import {
  type PolicyCall,
  type PolicyExpression,
  type PolicyString,
  samePolicyName,
} from '../../documents/policy/index.js';
import { parseAddressRange, relationToLoopback } from './address-range.js';

/** Whether a condition holds for a connection from 127.0.0.1. `maybe`: it depends on something else. */
export type Truth = 'yes' | 'no' | 'maybe';

export interface Verdict {
  readonly truth: Truth;
  /** The client's address decides, or helps to, in favour of 127.0.0.1; always so with `yes`. */
  readonly byAddress: boolean;
}

/** An operand that lets 127.0.0.1 in, to be taken out of its `anyOf`. */
export interface LoopbackOperand {
  readonly parent: PolicyCall;
  readonly operand: PolicyExpression;
  /** It lets other addresses in too. */
  readonly wide: boolean;
}

/** What is left of a condition that holds for 127.0.0.1 once that is taken out of it. */
export type WithoutLoopback =
  | { readonly left: false; readonly wide: boolean }
  | { readonly left: true; readonly operands: readonly LoopbackOperand[] };

const unrelated: Verdict = { truth: 'maybe', byAddress: false };

/** Judges a condition as the connections of a scanner on this machine would meet it. */
export function holdsForLoopback(condition: PolicyExpression): Verdict {
  if (condition.kind !== 'call') return unrelated;
  const name = condition.name.toLowerCase();
  if (name === 'anyof') return anyOf(condition.args.map(holdsForLoopback));
  if (name === 'allof') return allOf(condition.args.map(holdsForLoopback));
  const relation = addressRelation(condition);
  if (relation === 'outside') return { truth: 'no', byAddress: false };
  if (relation === 'inside' || relation === 'around') return { truth: 'yes', byAddress: true };
  // A range that cannot be read, or an unknown function of the address (a negation?): it may let 127.0.0.1 in.
  return { truth: 'maybe', byAddress: mentionsAddress(condition) };
}

/** Takes 127.0.0.1 out of a condition for which {@link holdsForLoopback} says `yes`, other clients as they were. */
export function withoutLoopback(condition: PolicyExpression): WithoutLoopback {
  if (condition.kind !== 'call') return { left: false, wide: false };
  const name = condition.name.toLowerCase();
  if (name !== 'anyof' && name !== 'allof') {
    return { left: false, wide: addressRelation(condition) === 'around' };
  }
  const parts = condition.args
    .filter((operand) => holdsForLoopback(operand).truth === 'yes')
    .map((operand) => ({ operand, rest: withoutLoopback(operand) }));

  if (name === 'allof') {
    // Only 127/8 can pass an allOf that has 127/8 itself as an operand.
    const narrow = parts.some(({ rest }) => !rest.left && !rest.wide);
    const keepsOthers = parts.find(({ rest }) => rest.left)?.rest;
    return narrow || keepsOthers === undefined ? { left: false, wide: !narrow } : keepsOthers;
  }
  const operands = parts.flatMap(({ operand, rest }) =>
    rest.left ? rest.operands : [{ parent: condition, operand, wide: rest.wide }],
  );
  const left = parts.length < condition.args.length || parts.some(({ rest }) => rest.left);
  return left ? { left, operands } : { left, wide: operands.some(({ wide }) => wide) };
}

function anyOf(verdicts: readonly Verdict[]): Verdict {
  const byAddress = verdicts.some((verdict) => verdict.byAddress);
  if (verdicts.some(({ truth }) => truth === 'yes')) return { truth: 'yes', byAddress };
  return { truth: verdicts.every(({ truth }) => truth === 'no') ? 'no' : 'maybe', byAddress };
}

function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.some(({ truth }) => truth === 'no')) return { truth: 'no', byAddress: false };
  const byAddress = verdicts.some((verdict) => verdict.byAddress);
  const sure = verdicts.length > 0 && verdicts.every(({ truth }) => truth === 'yes');
  return { truth: sure ? 'yes' : 'maybe', byAddress };
}

/** How `ipRange (remoteSmtpIp, "...")`, or `is (remoteSmtpIp, "...")`, lies to 127/8; undefined when that cannot be told. */
export function addressRelation(call: PolicyCall): ReturnType<typeof relationToLoopback> | undefined {
  const range = addressOperand(call);
  const parsed = range === undefined ? undefined : parseAddressRange(range.value);
  return parsed === undefined ? undefined : relationToLoopback(parsed);
}

function addressOperand({ name, args }: PolicyCall): PolicyString | undefined {
  const [variable, value, ...more] = args;
  const compares = ['iprange', 'is', 'iscase'].includes(name.toLowerCase());
  if (!compares || variable === undefined || !isRemoteAddress(variable) || more.length > 0) return undefined;
  return value?.kind === 'string' ? value : undefined;
}

/** The variable is remoteSmtpIp; the IMSS article, and the wizard it quotes, spell it remoteSmtIp. */
export function isRemoteAddress(expression: PolicyExpression): boolean {
  return (
    expression.kind === 'word' &&
    ['remoteSmtpIp', 'remoteSmtIp'].some((name) => samePolicyName(name, expression.name))
  );
}

/** What was connected to (facts: axigen 4, read-only variables). */
export function isOwnAddress(expression: PolicyExpression): boolean {
  return (
    expression.kind === 'word' && ['smtpIp', 'smtpPort'].some((name) => samePolicyName(name, expression.name))
  );
}

/** Also the address and port that were connected to: behind the scanner those are always AXIGEN's own 127.0.0.1:2525. */
function mentionsAddress(expression: PolicyExpression): boolean {
  if (expression.kind !== 'call') return isRemoteAddress(expression) || isOwnAddress(expression);
  return samePolicyName(expression.name, 'ipRange') || expression.args.some(mentionsAddress);
}
