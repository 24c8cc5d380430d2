import type { Command } from 'commander';
import { ExitCode, UserError } from '../errors.js';
import type { Io } from '../io.js';
import { variableOf } from '../questions/names.js';
import { questions } from '../questions/registry.js';
import { nearest } from './nearest.js';
import { secretVariables } from './where/where.js';

export type Parsed<T> = { readonly options: T } | { readonly helped: true };

/**
 * Lets commander read a verb's words. Help goes to standard output and ends the verb well; whatever is
 * wrong with the words becomes a UserError (exit 4) with commander's own suggestion.
 */
export function parseWords<T extends object>(command: Command, args: readonly string[], io: Io): Parsed<T> {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(io.stdout.columns ?? 80, 100),
      getOutHasColors: () => false,
    })
    .showSuggestionAfterError(true);
  try {
    command.parse([...args], { from: 'user' });
    return { options: command.opts<T>() };
  } catch (error) {
    if (!isCommanderError(error)) throw error;
    if (error.exitCode === 0) return { helped: true };
    throw usageError(error, command, args);
  }
}

/** A command with its name as people type it: `gateway-setup lab exec`. */
export interface TypedCommand {
  name(): string;
  readonly options: Command['options'];
}

export interface CommanderProblem extends Error {
  readonly code: string;
  readonly exitCode: number;
}

export function isCommanderError(error: unknown): error is CommanderProblem {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}

/**
 * What is wrong with the words, as a UserError (exit 4).
 * @param command by the name that people type, for the help that it points to.
 */
export function usageError(
  error: CommanderProblem,
  command: TypedCommand,
  args: readonly string[],
): UserError {
  const unknown = error.code === 'commander.unknownOption' ? unknownFlag(error, args) : undefined;
  const [problem = '', ...hints] =
    unknown === undefined
      ? error.message.replace(/^error: /, '').split('\n')
      : isFlag(unknown, command)
        ? [`option '${unknown}' takes no value`]
        : [`unknown option '${unknown}'`, hintFor(unknown, command)];
  const meant = hints.join(' ').replace(/^\(|\)$/g, '');
  const sentence = problem.charAt(0).toUpperCase() + problem.slice(1);
  return new UserError(sentence.endsWith('.') ? sentence : `${sentence}.`, {
    why: 'Nothing was done.',
    next: `${meant === '' ? '' : `${meant} `}All flags: ${command.name()} --help`,
    exitCode: ExitCode.usage,
  });
}

/** The flag that is not known, without the value behind its `=`: that may be a password. */
function unknownFlag(error: CommanderProblem, args: readonly string[]): string | undefined {
  const word = args.find((arg) => arg.startsWith('-') && error.message.includes(`'${arg}'`));
  return word?.replace(/=[\s\S]*$/, '');
}

/** The variables of secrets, by the flag that nobody may have for the secret itself. */
const variables: ReadonlyMap<string, string> = new Map([
  ...questions
    .filter(({ kind }) => kind === 'secret')
    .map((one) => [`--${one.key}`, variableOf(one)] as const),
  ['--ssh-password', secretVariables.password],
  ['--ssh-passphrase', secretVariables.passphrase],
  ['--become-password', secretVariables.become],
]);

function hintFor(flag: string, command: TypedCommand): string {
  const variable = variables.get(flag);
  if (variable !== undefined)
    return `Others on this machine can read the words of a command: give ${flag}-file <file>, or set ${variable}.`;
  const meant = nearest(flag, [...command.options.flatMap(({ long }) => long ?? []), '--help']);
  return meant === undefined ? '' : `Did you mean ${meant}?`;
}

/** It is known by that name, so what was not understood is the value that it was given. */
function isFlag(flag: string, { options }: TypedCommand): boolean {
  return options.some(({ long }) => long === flag);
}
