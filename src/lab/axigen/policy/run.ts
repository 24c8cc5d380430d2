import { inRange } from '../../mail/ip-address.js';
import type { Condition, PolicyScript, Statement } from './script.js';

/** Policy variables by name in lower case. */
export type PolicyVariables = Map<string, string>;

/** Who may send to whom: `all`, `auth` (after authentication) or `none`. */
export type Delivery = 'all' | 'auth' | 'none';

/**
 * Runs an event of the script on the variables; an event that the script does not define does nothing.
 * Later settings win. The script has passed `checkPolicy`, so every call ends.
 */
export function runEvent(script: PolicyScript, event: string, variables: PolicyVariables): void {
  runBlock(script, script.events.get(event.toLowerCase()) ?? [], variables);
}

function runBlock(script: PolicyScript, body: readonly Statement[], variables: PolicyVariables): void {
  for (const statement of body) {
    if (statement.kind === 'set') variables.set(statement.variable, interpolate(statement.value, variables));
    else if (statement.kind === 'call')
      runBlock(script, script.methods.get(statement.method) ?? [], variables);
    else if (holds(statement.condition, variables)) runBlock(script, statement.body, variables);
  }
}

function holds(condition: Condition, variables: PolicyVariables): boolean {
  switch (condition.kind) {
    case 'anyof':
      return condition.conditions.some((one) => holds(one, variables));
    case 'allof':
      return condition.conditions.every((one) => holds(one, variables));
    case 'iprange':
      return inRange(variables.get(condition.variable) ?? '', condition.range);
    case 'greaterthan':
      return Number(variables.get(condition.variable)) > Number(interpolate(condition.value, variables));
    default: {
      const value = variables.get(condition.variable) ?? '';
      const wanted = interpolate(condition.value, variables);
      return condition.kind === 'iscase' ? value === wanted : value.toLowerCase() === wanted.toLowerCase();
    }
  }
}

function interpolate(text: string, variables: PolicyVariables): string {
  return text.replace(/%([A-Za-z_]\w*)%/g, (_, name: string) => variables.get(name.toLowerCase()) ?? '');
}

/** Reads remoteDelivery or localDelivery; a value that is none of the three counts as the default. */
export function delivery(variables: PolicyVariables, name: 'remoteDelivery' | 'localDelivery'): Delivery {
  const value = variables.get(name.toLowerCase())?.toLowerCase();
  if (value === 'all' || value === 'auth' || value === 'none') return value;
  return name === 'remoteDelivery' ? 'auth' : 'all';
}
