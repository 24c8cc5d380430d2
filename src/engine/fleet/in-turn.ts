import { ExitCode } from '../../errors.js';

/** What came of work on several servers, one after the other. */
export interface InTurn {
  readonly done: readonly string[];
  /** The one at which it stopped. */
  readonly stopped?: { readonly server: string; readonly exitCode: number };
  readonly notBegun: readonly string[];
}

export interface InTurnWork {
  /** Gives the exit code. @param number from 1 */
  begin(server: string, number: number): Promise<number>;
  /** The first one has ended well; whether it goes on with so many others. */
  goOn(left: number): Promise<boolean>;
}

/** One after the other: the first is the one to learn from, and the first that does not end well is the last. */
export async function inTurn(servers: readonly string[], { begin, goOn }: InTurnWork): Promise<InTurn> {
  const done: string[] = [];
  for (const [index, server] of servers.entries()) {
    const notBegun = servers.slice(index + 1);
    if (index === 1 && !(await goOn(servers.length - 1))) return { done, notBegun: servers.slice(1) };
    const exitCode = await begin(server, index + 1);
    if (exitCode !== ExitCode.ok) return { done, stopped: { server, exitCode }, notBegun };
    done.push(server);
  }
  return { done, notBegun: [] };
}
