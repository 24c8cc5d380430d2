import type { CommandForm } from './command-form.js';
import { offered } from './offers.js';

/** What one AXIGEN's command line calls things, as its HELP says: nothing of it is the same in every version. */
export interface CliLayout {
  /** The commands that lead from the root to the SMTP-In service, each with the verb that leaves what it enters. */
  readonly path: readonly EnteredContext[];
  readonly listener: ObjectForms;
  readonly client: ObjectForms;
  /** Limits of the service as a whole; later generation only. */
  readonly accessControl: EnteredContext | undefined;
  /** Policies are kept in the script that the server's context offers: the later generation, which has no clients. */
  readonly policyScript: boolean;
  /** The ways to a context that offers SAVE CONFIG, to be tried in this order: the commands that enter it. */
  readonly saves: readonly (readonly string[])[];
}

export interface EnteredContext {
  readonly enter: string;
  readonly leave: string;
}

/** The forms for one kind of object, such as the listeners. */
export interface ObjectForms {
  readonly list?: CommandForm;
  readonly show?: CommandForm;
  readonly add?: CommandForm;
  readonly update?: CommandForm;
  readonly remove?: CommandForm;
}

export function objectForms(forms: readonly CommandForm[], object: string): ObjectForms {
  const list = offered(forms, 'LIST', `${object}s`) ?? offered(forms, 'LIST', object);
  const one = (verb: string) => offered(forms, verb, object);
  const [show, add, update, remove] = [one('SHOW'), one('ADD'), one('UPDATE'), one('REMOVE')];
  return {
    ...(list && { list }),
    ...(show && { show }),
    ...(add && { add }),
    ...(update && { update }),
    ...(remove && { remove }),
  };
}

/** What is needed for everything that setup does, and not offered; in the words of the probe's evidence. */
export function missingIn(layout: CliLayout): readonly string[] {
  if (layout.path.length === 0) return ['the SMTP-In service'];
  const { listener, client } = layout;
  return [
    ...missingForms(listener, 'Listener', ['list', 'show', 'add', 'update', 'remove']),
    ...(hasClients(layout) ? missingForms(client, 'Client', ['list', 'show', 'add', 'update']) : []),
    ...(hasClients(layout) || isLaterGeneration(layout) ? [] : ['clients']),
    ...(layout.saves.length === 0 ? ['SAVE CONFIG'] : []),
  ];
}

/** Whether it can be seen which listeners run. */
export function canLook({ listener: { list, show } }: CliLayout): boolean {
  return list !== undefined && show !== undefined;
}

function hasClients({ client }: CliLayout): boolean {
  return Object.keys(client).length > 0;
}

/** The generation that has no clients tells by what it has in their place (facts: axigen 0 V2, 2). */
function isLaterGeneration({ accessControl, policyScript }: CliLayout): boolean {
  return accessControl !== undefined || policyScript;
}

function missingForms(
  forms: ObjectForms,
  object: string,
  needed: readonly (keyof ObjectForms)[],
): readonly string[] {
  return needed
    .filter((verb) => forms[verb] === undefined)
    .map((verb) => `${verb.toUpperCase()} ${object}${verb === 'list' ? 's' : ''}`);
}
