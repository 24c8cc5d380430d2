import type { IpPort } from '../../mail/ip-address.js';
import type { Generation } from '../stand-in-profile.js';
import { type ConnectionLimits, defaultLimits, readLimits } from './limits.js';
import type { ObjectReader } from './reader.js';

export interface ListenerConfig extends ConnectionLimits {
  readonly address: IpPort;
  readonly enable: boolean;
  /** Seconds; 0: never. */
  readonly idleTimeout: number;
}

/** Known to the real server and without effect in the stand-in. */
const withoutEffect: Readonly<Record<Generation, readonly string[]>> = {
  '1.2': ['allowRules', 'denyRules', 'sslEnable', 'sslControl'],
  '10': ['allowRules', 'denyRules', 'sslEnable', 'sslControl', 'listenerDomain'],
};

/** Listeners that count, and what there is to say about the others. */
export interface ListenersResult {
  readonly listeners: readonly ListenerConfig[];
  readonly warnings: readonly string[];
}

/**
 * The listeners of a service. Without the attribute `listeners` there is one on the default address
 * (127.0.0.1:25 for SMTP): removing the set is no way to silence the service. An object without an
 * address is ignored, and of two with the same address only the first counts (facts 1).
 */
export function readListeners(
  service: ObjectReader | undefined,
  fallback: IpPort,
  generation: Generation,
): ListenersResult {
  const objects = service?.objects('listeners');
  if (objects === undefined) {
    return {
      listeners: [{ address: fallback, enable: true, idleTimeout: 300, ...defaultLimits }],
      warnings: [],
    };
  }
  const listeners: ListenerConfig[] = [];
  const warnings: string[] = [];
  for (const object of objects) {
    const where = `${object.file}:${object.object.line}`;
    const listener = readListener(object);
    warnings.push(...object.unknown('a listener', withoutEffect[generation]));
    if (listener === undefined) {
      warnings.push(`${where}: a listener without an address: ignored`);
    } else if (listeners.some((other) => sameAddress(other.address, listener.address))) {
      warnings.push(`${where}: a second listener on ${formatAddress(listener.address)}: ignored`);
    } else {
      listeners.push(listener);
    }
  }
  return { listeners, warnings };
}

function readListener(object: ObjectReader): ListenerConfig | undefined {
  const address = object.address('address');
  const rest = {
    enable: object.flag('enable', true),
    idleTimeout: object.number('idleTimeout', 0, 86_400, 300),
    ...readLimits(object),
  };
  return address === undefined ? undefined : { address, ...rest };
}

export function formatAddress(address: IpPort): string {
  return `${address.ip}:${address.port}`;
}

function sameAddress(one: IpPort, other: IpPort): boolean {
  return formatAddress(one) === formatAddress(other) && one.port !== 0;
}
