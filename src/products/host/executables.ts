import type { Fact } from '../../host/fact.js';
import type { CommandFact } from '../../host/survey/answers.js';

/** A line of `ls -lq /proc/[0-9]*\/exe`; an executable that was replaced or removed meanwhile is ` (deleted)`. */
const link = /^l.*? \/proc\/(\d+)\/exe -> (\/.*?)(?: \(deleted\))?$/;
/** Number and first word of a line of `ps -e -o pid= -o args=`. */
const words = /^\s*(\d+)\s+(\/\S+)/;

/**
 * The executables of processes by their number. What /proc tells counts; where it tells nothing (it is not there, or somebody
 * else's process is looked at without being root) the first word of the command line does, if it is a path. Pure.
 */
export function readExecutables(text: string): ReadonlyMap<number, string> {
  const found = (pattern: RegExp) =>
    text.split('\n').flatMap((line): [number, string][] => {
      const [, pid, path] = line.match(pattern) ?? [];
      return pid === undefined || path === undefined ? [] : [[Number(pid), path]];
    });
  return new Map([...found(words), ...found(link)]);
}

export function executablesOf(command: Fact<CommandFact>): ReadonlyMap<number, string> {
  return command.state === 'present'
    ? readExecutables(Buffer.from(command.value.output).toString('utf8'))
    : new Map();
}

/** Processes, or ports and who holds them, with their executables where those are known. */
export function withExecutables<T extends { readonly pid?: number }>(
  list: readonly T[],
  executables: ReadonlyMap<number, string>,
): readonly (T & { readonly executable?: string })[] {
  return list.map((one) => {
    const executable = one.pid === undefined ? undefined : executables.get(one.pid);
    return executable === undefined ? one : { ...one, executable };
  });
}
