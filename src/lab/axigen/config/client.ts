import { inRange, parseIpRange } from '../../mail/ip-address.js';
import type { ObjectReader } from './reader.js';

export type AuthType = 'plain' | 'login' | 'cram-md5';

/** What is offered to a peer: in 1.2 a client object says it, in X the SMTP policy. */
export interface SmtpOffer {
  readonly allowStartTLS: boolean;
  readonly allowBinaryData: boolean;
  readonly allow8bitMime: boolean;
  readonly allowPipelining: boolean;
  readonly maxRCPTCount: number;
  /** KB. */
  readonly maxDataSize: number;
  readonly plainConnAuthTypes: readonly AuthType[];
  readonly secureConnAuthTypes: readonly AuthType[];
}

/** An object of the SMTP-In set of clients: what is offered to the peers that it matches. */
export interface SmtpClient extends SmtpOffer {
  readonly priority: number;
  readonly patternIn: string;
  readonly patternOut: string;
}

export const allAuthTypes: readonly AuthType[] = ['plain', 'login', 'cram-md5'];

/** Built in, not in the file: everything allowed. It rules until a matching client has a priority above 500. */
export const defaultClient: SmtpClient = {
  priority: 500,
  patternIn: '*',
  patternOut: '*',
  allowStartTLS: true,
  allowBinaryData: true,
  allow8bitMime: true,
  allowPipelining: true,
  maxRCPTCount: 1000,
  maxDataSize: 10_240,
  plainConnAuthTypes: allAuthTypes,
  secureConnAuthTypes: allAuthTypes,
};

export interface ClientsResult {
  readonly clients: readonly SmtpClient[];
  readonly warnings: readonly string[];
}

/**
 * The set of clients, by whatever name. A client without both patterns is ignored, as any object without
 * a required attribute.
 */
export function readClients(service: ObjectReader | undefined, setName = 'clients'): ClientsResult {
  const clients: SmtpClient[] = [];
  const warnings: string[] = [];
  for (const object of service?.objects(setName) ?? []) {
    const patternIn = object.text('patternIn', undefined);
    const patternOut = object.text('patternOut', undefined);
    const rest = readOptions(object);
    warnings.push(...object.unknown('a client'));
    if (patternIn === undefined || patternOut === undefined) {
      warnings.push(
        `${object.file}:${object.object.line}: a client without patternIn and patternOut: ignored`,
      );
    } else {
      clients.push({ patternIn, patternOut, ...rest });
    }
  }
  return { clients, warnings };
}

function readOptions(object: ObjectReader): Omit<SmtpClient, 'patternIn' | 'patternOut'> {
  const authTypes = (name: string, fallback: readonly AuthType[]) =>
    object
      .words(name, fallback)
      .flatMap((word) => (word === 'all' ? allAuthTypes : allAuthTypes.filter((type) => type === word)));
  return {
    priority: object.number('priority', 1, 1000, defaultClient.priority),
    allowStartTLS: object.flag('allowStartTLS', defaultClient.allowStartTLS),
    allowBinaryData: object.flag('allowBinaryData', defaultClient.allowBinaryData),
    allow8bitMime: object.flag('allow8bitMime', defaultClient.allow8bitMime),
    allowPipelining: object.flag('allowPipelining', defaultClient.allowPipelining),
    maxRCPTCount: object.number('maxRCPTCount', 1, 1000, defaultClient.maxRCPTCount),
    maxDataSize: object.number('maxDataSize', 1, 1_048_576, defaultClient.maxDataSize),
    plainConnAuthTypes: authTypes('plainConnAuthTypes', defaultClient.plainConnAuthTypes),
    secureConnAuthTypes: authTypes('secureConnAuthTypes', defaultClient.secureConnAuthTypes),
  };
}

/**
 * The stand-in's reading of the article (Tweaking 1: "priority 501 ... to replace the default"):
 * patternIn is compared with the peer's address, patternOut with the address that it reached; among
 * the clients that match both the highest priority wins, the built-in default (500) wins a tie, and
 * the first in the file wins a tie of two others.
 */
export function chooseClient(clients: readonly SmtpClient[], peerIp: string, localIp: string): SmtpClient {
  return clients
    .filter((client) => matches(client.patternIn, peerIp) && matches(client.patternOut, localIp))
    .reduce((best, client) => (client.priority > best.priority ? client : best), defaultClient);
}

/** A pattern is a range of addresses in one of AXIGEN's forms, or an address with `*` and `?`. */
function matches(pattern: string, ip: string): boolean {
  const range = parseIpRange(pattern);
  if (range !== undefined) return inRange(ip, range);
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(ip);
}
