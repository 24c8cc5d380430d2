import { CliError } from '../cli-error.js';
import type { Context } from '../command.js';
import { attributePlace, Draft, placeWithin } from '../draft.js';
import { type ItemKind, itemPlace } from '../items.js';
import { back, commit, reset, type Setup, set, show } from './common.js';

/**
 * One listener or client. Its COMMIT goes into the configuration in force at once; what is pending in the
 * service around it stays pending.
 * @param service the object's name in axigen.cfg
 * @param key names the item; one that is added does not exist yet
 */
export function itemContext(
  setup: Setup,
  service: string,
  kind: ItemKind,
  key: string,
  added: boolean,
): { readonly context: Context; readonly draft: Draft } {
  const place = placeWithin(attributePlace(service), itemPlace(kind, key, added));
  const draft = Draft.ofRunning(setup.running, place);
  // An item that is added without any SET is a change too.
  if (added) draft.change((object) => object);
  const complete = () => {
    for (const name of kind.required) {
      if (!draft.view().attributes.has(name.toLowerCase())) throw new CliError(`${name} must be set`);
    }
  };
  const noun = kind.noun.toLowerCase();
  const context = {
    name: `server-${service}-${noun}`,
    title: kind.noun,
    commands: [
      back,
      commit(draft, complete),
      show(`${kind.noun} ${key}`, draft, kind.read),
      // A new name is for what is there already (facts 2: rename).
      set(draft, kind.read, added ? [kind.key] : []),
      reset(draft),
    ],
  };
  return { context, draft };
}
