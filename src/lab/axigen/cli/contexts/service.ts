import { accessControlValues, serviceValues, setAll, showLines } from '../attributes.js';
import { CliError } from '../cli-error.js';
import type { Command, Context } from '../command.js';
import { attributePlace, Draft } from '../draft.js';
import { clientKind, findItem, type ItemKind, itemsOf, listenerKind, normalKey, putItem } from '../items.js';
import { table } from '../table.js';
import { takeKey, takePairs } from '../words.js';
import { back, commit, done, reset, type Setup, saveConfig, set, show, showReply } from './common.js';
import { itemContext } from './item.js';

/** A service that can be configured. */
export interface ServiceEntry {
  /** The object in axigen.cfg. */
  readonly name: string;
  /** Which of the stand-in's services it is. */
  readonly service: 'smtp' | 'pop3' | 'cli';
  /** Behind CONFIG. */
  readonly command: string;
  /** Where it listens when the configuration does not say. */
  readonly defaultAddress: string;
}

export function serviceContext(setup: Setup, entry: ServiceEntry): Context {
  const { running } = setup;
  const { generation, clientsName } = running.profile;
  const draft = Draft.ofRunning(running, attributePlace(entry.name));
  const read = serviceValues(entry.service, generation);
  const prompt = `server-${entry.name}`;
  const kinds = [
    listenerKind(generation, entry.defaultAddress),
    ...(generation === '1.2' && entry.service === 'smtp' ? [clientKind(clientsName)] : []),
  ];
  return {
    name: prompt,
    title: entry.command,
    commands: [
      back,
      commit(draft),
      show(entry.command, draft, read),
      ...(generation === '10' ? [saveConfig(running), accessControl(draft, prompt)] : []),
      set(draft, read),
      reset(draft),
      ...kinds.flatMap((kind) => itemCommands(setup, entry, draft, kind)),
    ],
  };
}

function itemCommands(setup: Setup, entry: ServiceEntry, draft: Draft, kind: ItemKind): Command[] {
  const noun = kind.noun;
  const lower = noun.toLowerCase();
  const named = `${noun} [${kind.key}] <${kind.key}>`;
  const verb = (name: string) => `${name} ${noun}`.toUpperCase();
  const enter = (args: readonly string[], added: boolean) => {
    const [wanted, rest] = takeKey(kind.key, args);
    const key = normalKey(kind, wanted);
    if (added && itemsOf(draft.view(), kind).some((item) => item.key === key)) {
      throw new CliError(`a ${lower} with ${kind.key} ${key} exists already`);
    }
    const { context, draft: item } = itemContext(setup, entry.name, kind, key, added);
    const pairs = takePairs(rest);
    if (pairs.length > 0) item.change((object) => setAll(object, pairs, kind.read));
    return { move: context };
  };
  return [
    {
      verb: `LIST ${noun}s`.toUpperCase(),
      help: [[`LIST ${noun}s`, `lists available ${lower}s`]],
      run: () => table(`The ${lower}s of ${entry.command}`, kind.columns, itemsOf(draft.view(), kind)),
    },
    {
      verb: verb('ADD'),
      help: [[`ADD ${named}`, `adds a ${lower} to the service`]],
      run: (args) => enter(args, true),
    },
    {
      verb: verb('UPDATE'),
      help: [[`UPDATE ${named}`, `updates a ${lower} from the service`]],
      run: (args) => enter(args, false),
    },
    {
      verb: verb('REMOVE'),
      help: [[`REMOVE ${named}`, `removes a ${lower} from the service`]],
      run: (args) => {
        const [key] = takeKey(kind.key, args);
        draft.change((service) => putItem(service, kind, key, undefined));
        return {};
      },
    },
    {
      verb: verb('SHOW'),
      help: [[`SHOW ${named} [ATTR <param>]`, `shows the given ${lower}`]],
      run: (args) => {
        const [wanted, rest] = takeKey(kind.key, args);
        const { key, object, values } = findItem(draft.view(), kind, wanted);
        return showReply(`${noun} ${key}`, showLines(object, values), rest);
      },
    },
  ];
}

/** The limits of all listeners together, X only (facts 2: service limits). */
function accessControl(service: Draft, prompt: string): Command {
  return {
    verb: 'CONFIG ACCESSCONTROL',
    help: [['CONFIG AccessControl', 'enters the AccessControl context']],
    run: () => {
      const draft = Draft.within(service, attributePlace('serviceAccessControl'));
      return {
        move: {
          name: `${prompt}-accessControl`,
          title: 'AccessControl',
          commands: [
            back,
            done(draft),
            show('AccessControl', draft, accessControlValues),
            set(draft, accessControlValues),
          ],
        },
      };
    },
  };
}
