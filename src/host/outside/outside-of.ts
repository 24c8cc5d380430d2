import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { escapeControl } from '../../text/escape.js';
import { codedError } from '../coded-error.js';
import type { Outside } from '../host.js';
import { connectTcp } from '../local/connect-tcp.js';
import type { SshRoute } from '../ssh/settings.js';

export interface OutsideOptions {
  /** Where the operator says that the target is reached from here (`--outside`); it is taken as it is. */
  readonly outsideAddress?: string;
  /** For tests. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
}

/** The operator's machine as a second place to look from: only where it reaches the target itself. */
export function outsideOf(route: SshRoute, options: OutsideOptions = {}): Outside {
  const { outsideAddress, resolve = addressesOf } = options;
  if (outsideAddress !== undefined) return direct(outsideAddress, connectTo(outsideAddress));
  if (route.proxyCommand !== undefined)
    return none('it is reached through a command (ProxyCommand), and so the way to its ports is not known');
  const [hop] = route.hops;
  if (hop !== undefined) return none(`it is reached through a jump host (${escapeControl(hop.alias)})`);
  const { hostName } = route.target;
  if (isLoopback(hostName))
    return none('it is reached at a loopback address, where other ports may be those of another machine');
  return direct(hostName, async (port, timeoutMs) => {
    const addresses = await resolve(hostName);
    if (addresses.some(isLoopback))
      throw codedError(
        'ENOTOUTSIDE',
        `${hostName} is a loopback address here, and no place to look at it from outside`,
      );
    return connectTo(hostName)(port, timeoutMs);
  });
}

type Connect = (port: number, timeoutMs: number | undefined) => Promise<Duplex>;

function direct(address: string, connect: Connect): Outside {
  return { kind: 'direct', address, connect: (port, options) => connect(port, options?.timeoutMs) };
}

function none(why: string): Outside {
  return { kind: 'none', why };
}

function connectTo(address: string): Connect {
  return (port, timeoutMs) =>
    connectTcp(port, { address, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
}

async function addressesOf(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

function isLoopback(name: string): boolean {
  return (
    /^127\.|^(?:.*\.)?localhost\.?$|^::ffff:127\./i.test(name) ||
    (isIP(name) === 6 && /^[0:]*:0*1$/.test(name))
  );
}
