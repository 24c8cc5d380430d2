import { cfgAt } from '../../documents/axigen-cfg/index.js';
import { type PolicyDocument, type PolicyStatement, samePolicyName } from '../../documents/policy/index.js';
import { absent, type Fact, present } from '../../host/fact.js';
import type { AxigenGeneration } from '../../model/answers.js';
import { escapeControl } from '../../text/escape.js';
import type { AxigenFacts } from '../host-facts.js';
import type { AxigenConfig } from './config.js';

type Told = readonly [generation: AxigenGeneration, because: string];

/**
 * Where this AXIGEN keeps its ESMTP switches: detected, never assumed (facts: axigen 0). The version of the program
 * counts for most, as a file may have been left by an earlier one; between 2 and 4 it is not known which it was, so there
 * the files tell. Absent: nothing tells.
 */
export function readGeneration({
  package: installed,
  config,
  policy,
}: Pick<AxigenFacts, 'package' | 'config' | 'policy'>): AxigenFacts['generation'] {
  const signs = [
    ...(installed.state === 'present' ? byVersion(installed.value.version) : []),
    ...(config.state === 'present' ? byConfig(config.value) : []),
    ...(policy.state === 'present' ? byPolicy(policy.value.document) : []),
  ];
  const [first] = signs;
  if (first === undefined) return absent;
  const [value, because] = first;
  const against = signs.filter(([other]) => other !== value).map(([, sign]) => sign);
  const but = against.length === 0 ? '' : `, although ${against.join(' and ')}`;
  return present({ value, because: `${because}${but}` });
}

/** The server's own word wins; the operator's counts where there is none. */
export function generationIn(
  facts: { readonly axigen: { readonly generation: Fact<{ readonly value: AxigenGeneration }> } },
  answers: { readonly axigenGeneration?: AxigenGeneration },
): AxigenGeneration | undefined {
  const { generation } = facts.axigen;
  return generation.state === 'present' ? generation.value.value : answers.axigenGeneration;
}

function byVersion(version: string): readonly Told[] {
  const major = Number(/^\d+(?=\.|$)/.exec(version)?.[0] ?? Number.NaN);
  const because = `its package is version ${escapeControl(version, 40)}`;
  if (major === 1) return [['1.2', because]];
  return major >= 5 ? [['10', because]] : [];
}

function byConfig({
  document,
  smtp,
  clients,
  clientsKey,
  serviceLimits,
  listeners,
}: AxigenConfig): readonly Told[] {
  const noted = smtp !== undefined && cfgAt(document, [...smtp, clientsKey]) !== undefined;
  return [
    ...told(clients !== undefined || noted, '1.2', 'axigen.cfg has a set of SMTP-In clients'),
    ...told(serviceLimits !== undefined, '10', 'axigen.cfg has a serviceAccessControl'),
    ...told(
      listeners?.some(({ settings }) => settings.has('listenerdomain')) === true,
      '10',
      'a listener in axigen.cfg has a listenerDomain',
    ),
  ];
}

function byPolicy(document: PolicyDocument): readonly Told[] {
  const sets = document.declarations.some(({ body }) => body.statements.some(setsSwitch));
  const methods = document.declarations.some(({ kind, name }) => kind === 'method' && /^WA_/i.test(name));
  return [
    ...told(sets, '10', 'the policy script sets allowStartTLS or allowBinaryData'),
    ...told(methods, '10', 'the policy script has methods that WebAdmin wrote (WA_\u2026)'),
  ];
}

function setsSwitch(statement: PolicyStatement): boolean {
  if (statement.kind === 'set')
    return ['allowStartTLS', 'allowBinaryData'].some((name) => samePolicyName(name, statement.variable));
  if (statement.kind !== 'if') return false;
  const other = statement.otherwise?.body;
  return (
    statement.then.statements.some(setsSwitch) ||
    (other?.kind === 'if' ? setsSwitch(other) : (other?.statements.some(setsSwitch) ?? false))
  );
}

function told(is: boolean, generation: AxigenGeneration, because: string): readonly Told[] {
  return is ? [[generation, because]] : [];
}
