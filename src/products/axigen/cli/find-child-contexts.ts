import type { AxigenOperation } from '../../../model/axigen-operation.js';
import { atService } from './at-service.js';
import type { CliLayout } from './cli-layout.js';
import type { CliSession } from './cli-session.js';
import type { CommandForm } from './command-form.js';
import { inside } from './find-layout.js';
import { leavingVerb, settable } from './offers.js';
import { clientKind, listenerKind, naming, type ObjectKind } from './plan-objects.js';
import type { ChildContexts } from './planned-command.js';
import type { RunningAxigen } from './running.js';

/** Where there is none to look into: what every version seen so far says (facts: axigen 2). */
const usual: ChildContexts = { listener: { leave: 'COMMIT', renames: false }, client: { leave: 'COMMIT' } };

/**
 * What is offered inside of a listener and of a client: enters one that runs with UPDATE, asks HELP, and leaves it
 * unchanged; only where an operation needs to know. @throws AxigenCliError; DialogueError.
 */
export function findChildContexts(
  session: CliSession,
  operations: readonly AxigenOperation[],
  { layout, running }: { readonly layout: CliLayout; readonly running: RunningAxigen },
): Promise<ChildContexts> {
  const offered = { layout, contexts: usual };
  const made = (what: string) =>
    operations.some(({ kind }) => kind === `add-${what}` || kind === `change-${what}`);
  const listener = made('listener') ? running.listeners[0]?.address : undefined;
  const client = made('client') ? running.clients?.[0]?.settings.get('priority') : undefined;
  return atService(session, layout, async () => {
    const ofListener = await formsInside(session, listenerKind(offered), listener);
    const ofClient = await formsInside(session, clientKind(offered), client);
    return {
      listener: ofListener
        ? { leave: leavingVerb(ofListener), renames: settable(ofListener, 'address') }
        : usual.listener,
      client: ofClient ? { leave: leavingVerb(ofClient) } : usual.client,
    };
  });
}

async function formsInside(
  session: CliSession,
  kind: ObjectKind,
  key: string | undefined,
): Promise<readonly CommandForm[] | undefined> {
  if (key === undefined || kind.forms.update === undefined) return undefined;
  return inside(session, naming(kind, 'update', key), async (forms) => forms);
}
