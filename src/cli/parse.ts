import type { Command } from 'commander';
import { ExitCode, UserError } from '../errors.js';
import type { Io } from '../io.js';

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
    throw usageError(error, command.name());
  }
}

interface CommanderProblem extends Error {
  readonly code: string;
  readonly exitCode: number;
}

function isCommanderError(error: unknown): error is CommanderProblem {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}

function usageError(error: CommanderProblem, name: string): UserError {
  const [problem = '', ...hints] = error.message.replace(/^error: /, '').split('\n');
  const meant = hints.join(' ').replace(/^\(|\)$/g, '');
  const sentence = problem.charAt(0).toUpperCase() + problem.slice(1);
  return new UserError(sentence.endsWith('.') ? sentence : `${sentence}.`, {
    why: 'Nothing was done.',
    next: `${meant === '' ? '' : `${meant} `}All flags: ${name} --help`,
    exitCode: ExitCode.usage,
  });
}
