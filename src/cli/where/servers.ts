import { dirname, resolve } from 'node:path';
import { ExitCode, UserError } from '../../errors.js';
import type { Io } from '../../io.js';
import type { GivenAnswers } from '../../questions/question.js';
import { escapeControl } from '../../text/escape.js';
import type { WhereOptions } from './flags.js';
import { readInventory, serverIdentity } from './inventory.js';
import type { OwnReach } from './inventory-keys.js';
import { type Reach, readReach, type Where } from './where.js';

/** One of several servers, with what an inventory says of it. */
export interface Server extends Where {
  readonly destination: string;
  /** Stronger than an answers file, weaker than variables and flags. */
  readonly answers: GivenAnswers;
}

/** Whether there is one report for many servers. An inventory of a single one is many, so that what reads the report need not count. */
export function isFleet({ host = [], inventory }: WhereOptions): boolean {
  return inventory !== undefined || host.length > 1;
}

/** All that are named: by --host, then by the inventory. @throws UserError (exit 4) */
export async function readServers(
  options: WhereOptions,
  io: Pick<Io, 'env' | 'cwd'>,
): Promise<readonly Server[]> {
  const { host = [], inventory } = options;
  const listed = inventory === undefined ? [] : await readInventory(inventory, io.cwd);
  const reach = await readReach(options, io);
  const folder = inventory === undefined ? io.cwd : dirname(resolve(io.cwd, inventory));
  const servers: Server[] = [];
  const named = new Set<string>();
  const add = (server: Server, where: string) => {
    const identity = serverIdentity(server.destination);
    if (named.has(identity)) throw namedTwice(server.destination, where);
    named.add(identity);
    servers.push(server);
  };
  for (const destination of host) add({ destination, reach, answers: new Map() }, '--host');
  for (const { destination, answers, line, reach: own } of listed)
    add({ destination, answers, reach: reachFor(reach, own, options, folder) }, `${inventory}, line ${line}`);
  if (options.outside !== undefined && servers.length > 1) throw outsideOfMany();
  return servers;
}

/** What was said on the command line counts for more; fingerprints are all those that either names. */
function reachFor(all: Reach, own: OwnReach, { become, outside }: WhereOptions, folder: string): Reach {
  const { wishes } = all;
  const configFile =
    all.configFile ?? (own.configFile === undefined ? undefined : resolve(folder, own.configFile));
  const address = outside ?? own.outside;
  return {
    secrets: all.secrets,
    ...(configFile === undefined ? {} : { configFile }),
    wishes: {
      hostKeys: [...wishes.hostKeys, ...(own.hostKeys ?? [])],
      legacy: wishes.legacy === 'no' && own.legacySsh === true ? 'once' : wishes.legacy,
      become: become ?? own.become ?? wishes.become,
    },
    ...(address === undefined ? {} : { outside: address }),
  };
}

function namedTwice(server: string, where: string): UserError {
  return new UserError(
    `${escapeControl(server, 200)} is named twice, the second time by ${escapeControl(where, 200)}.`,
    {
      why: 'Two at work on one server would be in each other\u2019s way. Nothing was done.',
      next: 'Name each server once.',
      exitCode: ExitCode.usage,
    },
  );
}

function outsideOfMany(): UserError {
  return new UserError('--outside was given, and more than one server.', {
    why: 'It is the address of one of them. Nothing was done.',
    next: 'Write outside = ADDRESS in the section of that server in an inventory (--inventory <file>).',
    exitCode: ExitCode.usage,
  });
}
