import type { IpPort } from '../../mail/ip-address.js';
import type { ObjectReader } from './reader.js';

/** The six limits of a listener; counts of connections, and seconds. */
export interface ConnectionLimits {
  readonly maxConnections: number;
  /** 0: unlimited. */
  readonly maxIntervalConnections: number;
  readonly timeInterval: number;
  readonly peerMaxConnections: number;
  /** 0: unlimited. */
  readonly peerMaxIntervalConnections: number;
  readonly peerTimeInterval: number;
}

export interface ListenerConfig extends ConnectionLimits {
  readonly address: IpPort;
  readonly enable: boolean;
  /** Seconds; 0: never. */
  readonly idleTimeout: number;
}

/** Known to the real server and without effect in the stand-in. */
const withoutEffect = ['allowRules', 'denyRules', 'sslEnable', 'sslControl'];

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
export function readListeners(service: ObjectReader | undefined, fallback: IpPort): ListenersResult {
  const objects = service?.objects('listeners');
  if (objects === undefined) return { listeners: [defaultListener(fallback)], warnings: [] };
  const listeners: ListenerConfig[] = [];
  const warnings: string[] = [];
  for (const object of objects) {
    const where = `${object.file}:${object.object.line}`;
    const listener = readListener(object);
    warnings.push(...object.unknown('a listener', withoutEffect));
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
  const limits = {
    enable: object.flag('enable', true),
    idleTimeout: object.number('idleTimeout', 0, 86_400, 300),
    maxConnections: object.number('maxConnections', 1, 2048, 200),
    maxIntervalConnections: object.number('maxIntervalConnections', 0, 100_000, 600),
    timeInterval: object.number('timeInterval', 30, 86_400, 60),
    peerMaxConnections: object.number('peerMaxConnections', 1, 2048, 20),
    peerMaxIntervalConnections: object.number('peerMaxIntervalConnections', 0, 100_000, 600),
    peerTimeInterval: object.number('peerTimeInterval', 30, 86_400, 60),
  };
  return address === undefined ? undefined : { address, ...limits };
}

function defaultListener(address: IpPort): ListenerConfig {
  return {
    address,
    enable: true,
    idleTimeout: 300,
    maxConnections: 200,
    maxIntervalConnections: 600,
    timeInterval: 60,
    peerMaxConnections: 20,
    peerMaxIntervalConnections: 600,
    peerTimeInterval: 60,
  };
}

export function formatAddress(address: IpPort): string {
  return `${address.ip}:${address.port}`;
}

function sameAddress(one: IpPort, other: IpPort): boolean {
  return formatAddress(one) === formatAddress(other) && one.port !== 0;
}
