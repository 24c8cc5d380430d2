import { setMaxListeners } from 'node:events';
import { LineLost, type SshLine } from '../line.js';
import type { SshPerson, SshWishes } from '../person.js';
import { isLegacyRemembered, rememberedFile, rememberLegacy } from '../remembered.js';
import { serverName } from '../server-name.js';
import type { SshRoute, SshSettings } from '../settings.js';
import { isLegacy } from './algorithms.js';
import { connectServer } from './connect-server.js';
import { lineOver } from './line-over.js';
import type { LineMemory } from './memory.js';
import { byCommand, directly, through } from './reach.js';
import { type ConnectedServer, NoCommonAlgorithm, type OpenStream } from './server.js';
import { legacyDeclined, nothingInCommon } from './server-trouble.js';

export interface ConnectOptions {
  readonly wishes: Pick<SshWishes, 'hostKeys' | 'legacy'>;
  readonly person: SshPerson;
  /** Called off by it; afterwards it no longer counts. */
  readonly signal: AbortSignal;
  /** HOME and XDG_CONFIG_HOME: where it is remembered for which servers old algorithms are allowed. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What is not asked for again when the line is dialled again. */
  readonly memory: LineMemory;
  /** Who we are on this machine. */
  readonly uid?: number | undefined;
}

/**
 * Makes the line to the target, server after server.
 * @throws UserError (exit 3) when one cannot be reached or does not let us in, (exit 4) for what only the operator can tell;
 *   Cancelled; what the person throws.
 */
export async function connectLine(route: SshRoute, options: ConnectOptions): Promise<SshLine> {
  const servers: ConnectedServer[] = [];
  try {
    let open = first(route, options.env);
    for (const [index, hop] of route.hops.entries()) {
      const server = await dial(open, hop, { ...options, person: atHop(options.person) });
      servers.push(server);
      open = through(hop, route.hops[index + 1] ?? route.target, server, whileThere(server, hop));
    }
    return lineOver(route, await dial(open, route.target, options), servers);
  } catch (error) {
    for (const { wire } of servers.toReversed()) wire.destroy();
    throw error;
  }
}

/** Whoever is asked knows that it is not the target that asks. */
function atHop(person: SshPerson): SshPerson {
  return { ...person, secret: (request) => person.secret({ ...request, hop: true }) };
}

function first({ hops, target, proxyCommand }: SshRoute, env: ConnectOptions['env']): OpenStream {
  return proxyCommand === undefined ? directly(hops[0] ?? target) : byCommand(proxyCommand, env);
}

/** Aborted when a hop is gone: what goes through it must not write to it any more. */
function whileThere({ client }: ConnectedServer, hop: SshSettings): AbortSignal {
  const gone = new AbortController();
  setMaxListeners(0, gone.signal);
  const lose = () => gone.abort(new LineLost(serverName(hop), 'the connection was cut'));
  client.on('error', lose).on('end', lose).on('close', lose);
  return gone.signal;
}

/** One server, with the algorithms of old servers where they are allowed; who can be asked is asked for them. */
async function dial(
  open: OpenStream,
  settings: SshSettings,
  options: ConnectOptions,
): Promise<ConnectedServer> {
  const { wishes, person, memory, env } = options;
  const name = serverName(settings);
  const file = rememberedFile(env);
  const note = (text: string) => person.note(text);
  const allowed =
    wishes.legacy !== 'no' || memory.legacy.has(name) || isLegacyRemembered(file, settings, note);
  const connect = (legacy: boolean) =>
    connectServer(open, settings, { ...options, legacy, uid: options.uid });
  const first = await connect(allowed).catch((error: unknown) => {
    if (error instanceof NoCommonAlgorithm) return error;
    throw error;
  });
  if (!(first instanceof NoCommonAlgorithm)) {
    if (wishes.legacy === 'remember' && isLegacy(first.algorithms)) rememberLegacy(file, settings, note);
    return first;
  }
  const { mismatch, ident } = first;
  const trouble = nothingInCommon(settings, mismatch, ident, allowed);
  if (allowed || !mismatch.legacyHelps) throw trouble;
  const answer = await person.allowLegacy({ server: name, missing: mismatch.family, ident });
  if (answer === undefined) throw trouble;
  if (answer === 'no') throw legacyDeclined(settings);
  memory.legacy.add(name);
  const server = await connect(true).catch((error: unknown) => {
    throw error instanceof NoCommonAlgorithm
      ? nothingInCommon(settings, error.mismatch, error.ident, true)
      : error;
  });
  if (answer === 'remember') rememberLegacy(file, settings, note);
  return server;
}
