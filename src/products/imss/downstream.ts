import { type IniDocument, iniSections } from '../../documents/ini/index.js';
import { isPort } from '../host/ports.js';
import { imssBackend } from './product.js';
import { everywhereSet, type ImssSetting, imssSetting, sectionNames } from './setting.js';

/** Where IMSS hands mail on, as its file says it. */
export interface ImssDownstream {
  readonly address: string;
  readonly port: string;
  readonly addressSetting: ImssSetting;
  /** The same line as the address, where that says `host:port`. */
  readonly portSetting: ImssSetting;
}

const named = { address: 'downstream_smtp_server_addr', port: 'downstream_smtp_server_port' } as const;

/** Names of the address on which AXIGEN listens. */
const loopbackNames: readonly string[] = [imssBackend.address, 'localhost', 'localhost.localdomain'];

/** It is AXIGEN's new listener. */
export function isAxigens({ address, port }: Pick<ImssDownstream, 'address' | 'port'>): boolean {
  return loopbackNames.includes(address.toLowerCase()) && port === String(imssBackend.port);
}

export interface DownstreamRead {
  /** Undefined: it cannot be told for certain. */
  readonly downstream: ImssDownstream | undefined;
  /** The one pair of other names that might be it, but says something else: it may as well be about something else. */
  readonly downstreamGuess: ImssDownstream | undefined;
}

/**
 * Under which keys IMSS 5.7 keeps it is not known (facts: scanners-and-hosts 2.3). The likeliest names count wherever they
 * stand; else the one pair of keys in the file whose names fit, where it says what an IMSS of the article says as installed.
 */
export function readDownstream(document: IniDocument): DownstreamRead {
  const addresses = everywhereSet(document, named.address);
  const ports = everywhereSet(document, named.port);
  if (addresses.length + ports.length > 0)
    return { downstream: pairOf(addresses, ports), downstreamGuess: undefined };
  const guess = pairOf(likely(document, isAddressKey), likely(document, isPortKey));
  return guess === undefined || isAxigens(guess)
    ? { downstream: guess, downstreamGuess: undefined }
    : { downstream: undefined, downstreamGuess: guess };
}

function pairOf(
  [addressSetting, ...moreAddresses]: readonly ImssSetting[],
  [portSetting, ...morePorts]: readonly ImssSetting[],
): ImssDownstream | undefined {
  if (addressSetting === undefined || moreAddresses.length + morePorts.length > 0) return undefined;
  if (!isCertain(addressSetting)) return undefined;
  const { value } = addressSetting;
  if (portSetting === undefined) {
    const [, address = '', port = ''] = value.match(/^(.+):(\d+)$/) ?? [];
    if (!isHost(address) || !isPort(port)) return undefined;
    return { address, port, addressSetting, portSetting: addressSetting };
  }
  const sure = isCertain(portSetting) && portSetting.section === addressSetting.section;
  if (!sure || !isHost(value) || !isPort(portSetting.value)) return undefined;
  return { address: value, port: portSetting.value, addressSetting, portSetting };
}

function isCertain({ consistent, doubt }: ImssSetting): boolean {
  return consistent && doubt === undefined;
}

/** A name or an IPv4 address; IMSS 5.7 is older than IPv6 in such files. */
function isHost(text: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text) && !/^\d+$/.test(text);
}

function likely(document: IniDocument, fits: (words: readonly string[]) => boolean): readonly ImssSetting[] {
  return sectionNames(document).flatMap((section) =>
    keysIn(document, section)
      .filter((key) => fits(wordsOf(key)))
      .flatMap((key) => imssSetting(document, section, key) ?? []),
  );
}

function keysIn(document: IniDocument, section: string): readonly string[] {
  const names = iniSections(document, section).flatMap(({ start, end }) =>
    document.lines.slice(start, end).flatMap((line) => (line.kind === 'key' ? [line.key.name] : [])),
  );
  return [...new Set(names)];
}

function wordsOf(key: string): readonly string[] {
  return key.toLowerCase().split(/[^a-z0-9]+/);
}

const onward = /^(?:downstream|deliver|delivery|relay|forward|nexthop|next)$/;
/** Words of options that are about something else: who may relay, what is done with POP3 or with notifications. */
const elsewhere = /^(?:pop3|allow|allowed|deny|denied|client|notify|notification|restrict|list)$/;

function isOnward(words: readonly string[]): boolean {
  return words.some((word) => onward.test(word)) && !words.some((word) => elsewhere.test(word));
}

function isPortKey(words: readonly string[]): boolean {
  return isOnward(words) && words.includes('port');
}

function isAddressKey(words: readonly string[]): boolean {
  const place = words.some((word) => /^(?:addr|address|ip|host|hostname|server)$/.test(word));
  return isOnward(words) && place && !words.includes('port');
}
