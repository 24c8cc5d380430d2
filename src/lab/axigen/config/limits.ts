import type { ObjectReader } from './reader.js';

/** The six limits of a listener, or of a whole service; counts of connections, and seconds. */
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

export const defaultLimits: ConnectionLimits = {
  maxConnections: 200,
  maxIntervalConnections: 600,
  timeInterval: 60,
  peerMaxConnections: 20,
  peerMaxIntervalConnections: 600,
  peerTimeInterval: 60,
};

/** Where nobody counts. */
export const unlimited: ConnectionLimits = {
  maxConnections: Number.POSITIVE_INFINITY,
  maxIntervalConnections: 0,
  timeInterval: 60,
  peerMaxConnections: Number.POSITIVE_INFINITY,
  peerMaxIntervalConnections: 0,
  peerTimeInterval: 60,
};

/** The six attributes with their ranges and defaults (facts 1). @throws SourceError for a value out of range */
export function readLimits(object: ObjectReader): ConnectionLimits {
  const number = (name: keyof ConnectionLimits, least: number, most: number) =>
    object.number(name, least, most, defaultLimits[name]);
  return {
    maxConnections: number('maxConnections', 1, 2048),
    maxIntervalConnections: number('maxIntervalConnections', 0, 100_000),
    timeInterval: number('timeInterval', 30, 86_400),
    peerMaxConnections: number('peerMaxConnections', 1, 2048),
    peerMaxIntervalConnections: number('peerMaxIntervalConnections', 0, 100_000),
    peerTimeInterval: number('peerTimeInterval', 30, 86_400),
  };
}
