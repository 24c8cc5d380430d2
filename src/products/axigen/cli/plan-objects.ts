import type { AxigenSettings } from '../../../model/axigen-operation.js';
import { escapeControl } from '../../../text/escape.js';
import type { CliLayout, ObjectForms } from './cli-layout.js';
import type { CommandForm } from './command-form.js';
import { commandText, namedBy, setCommand } from './command-text.js';
import {
  type ChildContext,
  type ChildContexts,
  entered,
  type PlannedCommand,
  refusal,
} from './planned-command.js';

/** A kind of object, such as the listeners, and how it is spoken of. */
export interface ObjectKind {
  readonly name: 'Listener' | 'Client';
  /** The setting that names one of them. */
  readonly key: string;
  readonly forms: ObjectForms;
  readonly context: ChildContext;
}

interface Offered {
  readonly layout: CliLayout;
  readonly contexts: ChildContexts;
}

export function listenerKind({ layout, contexts }: Offered): ObjectKind {
  return { name: 'Listener', key: 'address', forms: layout.listener, context: contexts.listener };
}

export function clientKind({ layout, contexts }: Offered): ObjectKind {
  return { name: 'Client', key: 'priority', forms: layout.client, context: contexts.client };
}

/** `settings` may name the key again. */
export function planAdd(kind: ObjectKind, key: string, settings: AxigenSettings): readonly PlannedCommand[] {
  const form = required(kind, 'add');
  const rest = settings.filter(([name]) => name.toLowerCase() !== kind.key);
  const all: AxigenSettings = [...(key === '' ? [] : [[kind.key, key] as const]), ...rest];
  const enter = commandText(form, new Map(all.map(([name, value]) => [name.toLowerCase(), value])));
  if (enter === undefined) throw refusal(`ADD ${kind.name} in a form that is understood`);
  const named = namedBy(form);
  return entered(
    enter,
    all.filter(([name]) => !named.has(name.toLowerCase())).map(([name, value]) => setCommand(name, value)),
    { line: kind.context.leave, does: `${spoken(kind, key)} is added` },
  );
}

export function planUpdate(
  kind: ObjectKind,
  key: string,
  settings: AxigenSettings,
): readonly PlannedCommand[] {
  if (settings.length === 0) return [];
  return entered(
    naming(kind, 'update', key),
    settings.map(([name, value]) => setCommand(name, value)),
    { line: kind.context.leave, does: `${spoken(kind, key)} is changed` },
  );
}

export function planRemove(kind: ObjectKind, key: string): readonly PlannedCommand[] {
  return [{ line: naming(kind, 'remove', key), leads: 'here', does: `${spoken(kind, key)} is removed` }];
}

/** The command that enters one of them, or takes it away. */
export function naming(kind: ObjectKind, verb: 'update' | 'remove', key: string): string {
  const command = commandText(required(kind, verb), new Map([[kind.key, key]]));
  if (command === undefined) throw refusal(`${verb.toUpperCase()} ${kind.name} in a form that is understood`);
  return command;
}

function required({ forms, name }: ObjectKind, verb: 'add' | 'update' | 'remove'): CommandForm {
  const form = forms[verb];
  if (form === undefined) throw refusal(`${verb.toUpperCase()} ${name}`);
  return form;
}

function spoken({ name }: ObjectKind, key: string): string {
  const safe = escapeControl(key, 80);
  return name === 'Listener' ? `the listener ${safe}` : `the client with the priority ${safe}`;
}
