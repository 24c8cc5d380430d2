import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type Edits, StandIn, twelve } from './stand-in.js';
import { Talk } from './talk.js';

export const alice = ['domains', 'example.test', 'alice'] as const;
export const relayed = ['queue', 'relayed'] as const;

/** A stand-in for each test of a file, and conversations with it; all of it is gone after the test. */
export function useStandIn(build = twelve) {
  let standIn: StandIn | undefined;
  let talks: Talk[] = [];

  afterEach(async () => {
    for (const talk of talks) talk.close();
    talks = [];
    await standIn?.stop();
    standIn = undefined;
  });

  const greet = async (
    port: number,
    from?: string,
    host?: string,
  ): Promise<{ readonly talk: Talk; readonly greeting: string }> => {
    const opened = await Talk.greet(port, from, host);
    talks.push(opened.talk);
    return opened;
  };

  return {
    start: async (config: Edits = [], policy: Edits = []): Promise<StandIn> => {
      standIn = await StandIn.start(config, policy, build);
      return standIn;
    },
    greet,
    /** At the SMTP port, after the greeting. */
    client: async (axigen: StandIn, from?: string): Promise<Talk> =>
      (await greet(axigen.smtpPort, from)).talk,
  };
}

/** The messages in a folder of the stand-in, in the order in which they came. */
export async function files(axigen: StandIn, ...folder: readonly string[]): Promise<string[]> {
  const path = join(axigen.directory.path, ...folder);
  const names = (await readdir(path)).filter((name) => name.endsWith('.eml')).sort();
  return Promise.all(names.map((name) => readFile(join(path, name), 'latin1')));
}
