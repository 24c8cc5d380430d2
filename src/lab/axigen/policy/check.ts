import { SourceError } from '../source-error.js';
import type { Generation } from '../stand-in-profile.js';
import type { PolicyScript, Statement } from './script.js';

/** Methods that the server brings along; they have nothing to do in the stand-in (facts 4). */
const predefinedMethods = new Set(
  [
    'checkSPF checkReverseDNS checkDNSBL addHeader addIfNotExistsHeader removeFirstHeader removeHeader',
    'modifyHeader modifyIfExistsHeader addRcpt discardRcpt',
  ]
    .join(' ')
    .toLowerCase()
    .split(' '),
);

/** Policy variables of later generations; in 1.2 the SMTP-In client objects decide these (facts 0). */
const laterVariables = new Set(
  [
    'allowStartTLS allow8bitMime allowBinaryData allowPipelining allowDSN maxDataSize maxRcptCount',
    'maxReceivedHeaders smtpGreeting',
  ]
    .join(' ')
    .toLowerCase()
    .split(' '),
);

/**
 * Looks at what a script says beyond its grammar.
 * @returns warnings with file and line, such as a variable that has no meaning in this generation
 * @throws SourceError for a call of a method that does not exist, and for methods that call each other in a circle
 */
export function checkPolicy(script: PolicyScript, generation: Generation): string[] {
  const warnings: string[] = [];
  for (const body of [...script.events.values(), ...script.methods.values()]) {
    for (const statement of flatten(body)) {
      if (generation === '1.2' && statement.kind === 'set' && laterVariables.has(statement.variable)) {
        warnings.push(
          `${script.file}:${statement.line}: set (${statement.variable}) has no effect in generation 1.2, where SMTP-In clients decide it`,
        );
      }
    }
  }
  for (const body of script.events.values()) follow(script, body, []);
  for (const [name, body] of script.methods) follow(script, body, [name]);
  return warnings;
}

function follow(script: PolicyScript, body: readonly Statement[], callers: readonly string[]): void {
  for (const statement of flatten(body)) {
    if (statement.kind !== 'call') continue;
    const { line, method } = statement;
    if (callers.includes(method)) throw new SourceError(script.file, line, `method ${method} calls itself`);
    const called = script.methods.get(method);
    if (called !== undefined) follow(script, called, [...callers, method]);
    else if (!predefinedMethods.has(method)) {
      throw new SourceError(script.file, line, `there is no method ${method}`);
    }
  }
}

function flatten(body: readonly Statement[]): Statement[] {
  return body.flatMap((statement) => (statement.kind === 'if' ? flatten(statement.body) : [statement]));
}
