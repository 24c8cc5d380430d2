import type { IpPort } from '../../mail/ip-address.js';
import type { Generation } from '../stand-in-profile.js';
import { known } from './known.js';
import { type ConnectionLimits, defaultLimits, readLimits, unlimited } from './limits.js';
import { type ListenerConfig, readListeners } from './listener.js';
import type { ObjectReader } from './reader.js';

/** What all services have. */
export interface ServiceConfig {
  readonly listeners: readonly ListenerConfig[];
  /** For all listeners of the service together; 1.2 does not count them. */
  readonly limits: ConnectionLimits;
  /** The sum of 1 critical, 2 error, 4 warning, 8 information, 16 protocol. */
  readonly logLevel: number;
  readonly maxErrors: number;
  readonly maxAuthErrors: number;
}

/** @throws SourceError */
export function readService(
  object: ObjectReader | undefined,
  fallback: IpPort,
  generation: Generation,
  warnings: string[],
): ServiceConfig {
  const listeners = readListeners(object, fallback, generation);
  warnings.push(...listeners.warnings);
  return {
    listeners: listeners.listeners,
    limits: generation === '10' ? accessControl(object, warnings) : unlimited,
    logLevel: object?.number('logLevel', 0, 31, 15) ?? 15,
    maxErrors: object?.number('maxErrors', 1, 100_000, 20) ?? 20,
    maxAuthErrors: object?.number('maxAuthErrors', 1, 100_000, 5) ?? 5,
  };
}

/** Attributes of a service that nothing asked for. */
export function unknownInService(object: ObjectReader, what: string, generation: Generation): string[] {
  return object.unknown(what, known[generation].service);
}

/**
 * serviceAccessControl of X. Its rules for addresses have no effect here, so its limits hold for every
 * address, as they do on a server without such rules.
 */
function accessControl(object: ObjectReader | undefined, warnings: string[]): ConnectionLimits {
  const control = object?.child('serviceAccessControl');
  if (control === undefined) return defaultLimits;
  const limits = readLimits(control);
  warnings.push(...control.unknown('serviceAccessControl', ['allowRules', 'denyRules']));
  return limits;
}
