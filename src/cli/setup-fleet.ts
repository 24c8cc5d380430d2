import { type InTurn, inTurn } from '../engine/fleet/in-turn.js';
import { Cancelled, ExitCode, UserError } from '../errors.js';
import { quoteWord } from '../host/shell.js';
import type { Io } from '../io.js';
import type { GivenAnswers } from '../questions/question.js';
import { inTurnLines, turnHeading } from '../report/human/in-turn.js';
import { paintWith } from '../report/human/paint.js';
import { escapeControl } from '../text/escape.js';
import type { Appearance } from '../wizard/form.js';
import type { AttendedForm } from '../wizard/operator-for.js';
import { toAscii } from '../wizard/to-ascii.js';
import { nearest } from './nearest.js';
import type { SetupOptions } from './setup-command.js';
import { type SetupDependencies, setUpOne } from './setup-one.js';
import { showError } from './show-error.js';
import { sameServer } from './where/inventory.js';
import type { Server } from './where/servers.js';

export interface FleetSetup {
  /** All that are named, also those before the one to begin with. */
  readonly servers: readonly Server[];
  givenFor(inventory: GivenAnswers): GivenAnswers;
  readonly options: SetupOptions;
  /** The words of the command, for the one that goes on with the rest. */
  readonly args: readonly string[];
  readonly look: Appearance;
  readonly form: AttendedForm | undefined;
}

/** Sets up several servers, one after the other; the first is the one to learn from. @returns the exit code of the one at which it stopped */
export async function setUpInTurn(
  { servers, givenFor, options, args, look, form }: FleetSetup,
  io: Io,
  dependencies: SetupDependencies,
): Promise<number> {
  const paint = paintWith(look);
  const print = (lines: readonly string[]) => {
    const text = lines.map((line) => `${line}\n`).join('');
    if (form === undefined) io.stdout.write(look.unicode ? text : toAscii(text));
    else form.screen.print(lines);
  };
  const wanted = beginningWith(servers, options.from);
  const names = wanted.map(({ destination }) => destination);
  const turns = await inTurn(names, {
    begin: async (name, number) => {
      print(turnHeading(name, number, names.length, paint));
      const where = wanted[number - 1];
      if (where === undefined) throw new RangeError(`there is no server ${number}`);
      const given = givenFor(where.answers);
      try {
        return await setUpOne({ where, given, options, look, form }, io, dependencies);
      } catch (error) {
        return showError(error, io, { verbose: options.verbose === true, words: ['setup'], host: name });
      }
    },
    goOn: async (left) => form === undefined || wantsToGoOn(form, left),
  });
  const next = turns.stopped?.server ?? turns.notBegun[0];
  print(inTurnLines(turns, next === undefined ? undefined : commandFrom(args, next), paint));
  return exitCodeOf(turns);
}

/** What is left of them. @throws UserError (exit 4) when it is none of them. */
export function beginningWith(servers: readonly Server[], from: string | undefined): readonly Server[] {
  if (from === undefined) return servers;
  const first = servers.findIndex(({ destination }) => sameServer(destination, from));
  if (first >= 0) return servers.slice(first);
  const names = servers.map(({ destination }) => destination);
  const meant = nearest(from, names);
  throw new UserError(`--from names ${escapeControl(from, 200)}, which is none of the servers.`, {
    why: 'Nothing was done.',
    next: `${meant === undefined ? '' : `Did you mean ${escapeControl(meant, 200)}? `}The servers are: ${names.map((name) => escapeControl(name, 200)).join(', ')}.`,
    exitCode: ExitCode.usage,
  });
}

async function wantsToGoOn({ prompter }: AttendedForm, left: number): Promise<boolean> {
  try {
    const others = left === 1 ? 'the other one' : `the other ${left}`;
    const choice = await prompter.choose({
      ask: `The first server is done and verified. Go on with ${others}?`,
      choices: [
        { value: 'no', label: 'No, stop here' },
        { value: 'yes', label: `Yes, go on with ${others}` },
      ],
    });
    return choice === 'yes';
  } catch (error) {
    if (error instanceof Cancelled) return false;
    throw error;
  }
}

/** The same words, as they are typed, to begin with that server. */
function commandFrom(args: readonly string[], server: string): string {
  const words = args.filter(
    (word, index) => word !== '--from' && args[index - 1] !== '--from' && !word.startsWith('--from='),
  );
  return escapeControl(['gateway-setup', ...['setup', ...words, '--from', server].map(quoteWord)].join(' '));
}

function exitCodeOf({ stopped, notBegun }: InTurn): number {
  if (stopped !== undefined) return stopped.exitCode;
  return notBegun.length === 0 ? ExitCode.ok : ExitCode.cancelled;
}
