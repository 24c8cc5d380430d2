import { escapeControl } from '../../../text/escape.js';
import type { Destination } from '../destination.js';
import type { SshRoute, SshSettings } from '../settings.js';
import { type Account, proxyOf, tokenSources } from './account.js';
import { readJumps } from './jumps.js';
import { isServerName, isUserName } from './names.js';
import { isYes, type Options } from './options.js';
import { expanded, toSettings } from './to-settings.js';
import { expand, proxyTokens, type TokenSources } from './tokens.js';
import { routeTrouble } from './trouble.js';

export type ReadOptions = (destination: Destination) => Promise<Options>;

const deepest = 8;

/**
 * Follows ProxyJump as OpenSSH does: each jump host is looked up in the same configuration, and only the first of them is
 * reached through a proxy of its own. @throws UserError
 */
export async function routeTo(
  destination: Destination,
  read: ReadOptions,
  account: Account,
  through: readonly string[] = [],
): Promise<SshRoute> {
  const options = await read(destination);
  const { jump, command } = proxyOf(options);
  const jumps = jump === undefined ? [] : jumpHosts(jump, tokenSources(options, destination, account));
  const sources = tokenSources(options, destination, account, jumps.at(-1)?.name);
  const target = toSettings(options, sources, account);
  const [first, ...rest] = jumps;
  if (first === undefined) {
    if (command === undefined) return { hops: [], target };
    return { hops: [], target, proxyCommand: proxyCommand(command, sources, options) };
  }
  const trail = [...through, address(target)];
  refuseCircle(trail);
  const nearest = await routeTo(first, read, account, trail);
  const others: SshSettings[] = [];
  for (const jumpHost of rest) {
    const said = await read(jumpHost);
    others.push(toSettings(said, tokenSources(said, jumpHost, account), account));
  }
  const proxy = nearest.proxyCommand;
  return {
    hops: [...nearest.hops, nearest.target, ...others],
    target,
    ...(proxy === undefined ? {} : { proxyCommand: proxy }),
  };
}

function jumpHosts(text: string, sources: TokenSources): readonly Destination[] {
  const jumps = readJumps(text);
  if (typeof jumps === 'string') throw badJump(jumps);
  const tokens = proxyTokens(sources);
  return jumps.map(({ user, name, ...rest }) => {
    const jump = {
      ...rest,
      name: expanded('ProxyJump', () => expand(name, tokens)),
      ...(user === undefined ? {} : { user: expanded('ProxyJump', () => expand(user, tokens)) }),
    };
    if (!isServerName(jump.name) || (jump.user !== undefined && !isUserName(jump.user)))
      throw badJump(`ProxyJump "${text}" names "${jump.user ?? ''}@${jump.name}", which cannot be a server`);
    return jump;
  });
}

function badJump(trouble: string): Error {
  return routeTrouble(
    `${escapeControl(trouble)}.`,
    'Put ProxyJump right in the SSH configuration, then run the same command again.',
  );
}

function address({ user, hostName, port }: SshSettings): string {
  return `${user}@${hostName}:${port}`;
}

function refuseCircle(trail: readonly string[]): void {
  const isCircle = new Set(trail).size < trail.length;
  if (!isCircle && trail.length <= deepest) return;
  throw routeTrouble(
    isCircle
      ? `The jump hosts of the SSH configuration lead in a circle: ${escapeControl(trail.join(' through '))}.`
      : `The SSH configuration leads through more than ${deepest} jump hosts, each with one of its own.`,
    'Give the jump host a "ProxyJump none" before the line that applies to all servers, then run the same command again.',
  );
}

function proxyCommand(command: string, sources: TokenSources, options: Options): string {
  if (isYes(options.get('proxyusefdpass')?.[0]))
    throw routeTrouble(
      `The SSH configuration of ${escapeControl(sources.alias)} says ProxyUseFdpass, which cannot be done here.`,
      'Use a ProxyCommand that carries the connection through its standard input and output.',
    );
  return expanded('ProxyCommand', () => expand(command, proxyTokens(sources)));
}
