import type { RunningConfig } from '../../running-config.js';
import { nameOf, placeholderOf, type ReadValues, setAll, showLines } from '../attributes.js';
import { CliError } from '../cli-error.js';
import type { Command, Conversation, Reply } from '../command.js';
import type { Draft } from '../draft.js';
import type { CliQuirks } from '../quirks.js';
import { takePairs } from '../words.js';

/** What every context is made with. */
export interface Setup {
  readonly running: RunningConfig;
  readonly quirks: CliQuirks;
  readonly conversation: Conversation;
}

/** Observed on X (facts 2: known texts). */
const leaving = 'committing changes and switching back to previous context';

export const back: Command = {
  verb: 'BACK',
  help: [['BACK', 'cancels any changes made and switches back to the previous context']],
  run: () => ({ status: 'switching back to previous context', move: 'back' }),
};

/** @param check throws what stands in the way */
export function commit(draft: Draft, check: () => void = () => undefined): Command {
  return leaveWith(draft, 'COMMIT', 'commits the changes made in this context', check);
}

/** For a part of a service: its changes wait for the COMMIT of the context around it. */
export function done(draft: Draft): Command {
  return leaveWith(draft, 'DONE', 'saves the changes and switches back to the previous context');
}

function leaveWith(draft: Draft, verb: string, says: string, check: () => void = () => undefined): Command {
  return {
    verb,
    help: [[verb, says]],
    run: async () => {
      check();
      await draft.commit();
      return { status: leaving, move: 'back' };
    },
  };
}

export function reset(draft: Draft): Command {
  return {
    verb: 'RESET',
    help: [['RESET', 'resets this context to the configuration in force']],
    run: () => {
      draft.reset();
      return {};
    },
  };
}

/** @param fixed attributes that may not be set here */
export function set(draft: Draft, read: ReadValues, fixed: readonly string[] = []): Command {
  return {
    verb: 'SET',
    help: read(draft.view())
      .filter(([name]) => !fixed.includes(name))
      .map(([name, text]) => [`SET [${name} ${placeholderOf(text)}]`, `sets ${name}`] as const),
    run: (args) => {
      const pairs = takePairs(args);
      if (pairs.length === 0) throw new CliError('missing parameter');
      for (const [name] of pairs) {
        if (fixed.includes(nameOf(name, read(draft.view()))))
          throw new CliError(`${name} cannot be set here`);
      }
      draft.change((object) => setAll(object, pairs, read));
      return {};
    },
  };
}

export function show(title: string, draft: Draft, read: ReadValues): Command {
  return {
    verb: 'SHOW',
    help: [['SHOW [ATTR <param>]', 'shows information about this context']],
    run: (args) => showReply(title, showLines(draft.view(), read(draft.view())), args),
  };
}

/** All attributes under two lines of heading, or the one behind ATTR alone (facts 2: listener sequence). */
export function showReply(title: string, lines: readonly string[], args: readonly string[]): Reply {
  if (args.length === 0) return { heading: [`${title}:`, '-'.repeat(title.length + 1)], rows: lines };
  const [keyword, wanted, ...rest] = args;
  if (keyword?.toUpperCase() !== 'ATTR' || wanted === undefined || rest.length > 0) {
    throw new CliError('unknown command');
  }
  const line = lines.find((one) => one.toLowerCase().startsWith(`${wanted.toLowerCase()} = `));
  if (line === undefined) throw new CliError(`unknown attribute "${wanted}"`);
  return { rows: [line] };
}

/** The file follows the configuration in force only here (facts 1: reload and rewrite). */
export function saveConfig(running: RunningConfig): Command {
  return {
    verb: 'SAVE CONFIG',
    help: [['SAVE CONFIG [<path>]', "saves the server's running configuration (a suffix will be added)"]],
    run: async ([path]) => {
      await running.save(path);
      return {};
    },
  };
}
