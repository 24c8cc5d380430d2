import { DocumentError } from '../../documents/document-error.js';
import type { Host } from '../../host/host.js';
import { takeSurvey } from '../../host/survey/take.js';
import { readAxigenConfig } from '../../products/axigen/config.js';
import { domainsRequest, readDomains } from '../../products/axigen/domains.js';
import { axigen } from '../../products/axigen/product.js';
import { askEnvelope } from '../../smtp/ask-envelope.js';
import { replyText } from '../../smtp/reply.js';
import { escapeControl } from '../../text/escape.js';

/** A reserved name (RFC 2606): local to no server. */
const stranger = 'nobody@example.net';

/**
 * Asks the server on port 25 whether it takes mail for the address; nothing is sent. A server that relays for
 * us takes mail for anybody, so its yes says nothing: then its own domains decide, where they can be read.
 */
export async function checkRecipient(
  host: Host,
  address: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const own = await ask(host, address, address, signal);
  // Whether port 25 answers at all is judged elsewhere; it says nothing of the address.
  if (own.kind === 'refused' && own.stage === 'rcpt')
    return `AXIGEN does not take mail for ${address}: ${replyText(own.reply)}`;
  if (own.kind !== 'passed') return undefined;
  const relayed = await ask(host, address, stranger, signal);
  return relayed.kind === 'passed' ? checkDomain(host, address, signal) : undefined;
}

async function ask(host: Host, from: string, to: string, signal: AbortSignal) {
  return (await askEnvelope(() => host.connect(25), { helo: 'localhost', from, to }, { signal })).result;
}

async function checkDomain(host: Host, address: string, signal: AbortSignal): Promise<string | undefined> {
  const config = { kind: 'file', path: axigen.configFile, contents: true } as const;
  const survey = await takeSurvey(host, [domainsRequest, config], signal);
  const domains = readDomains(survey.command(domainsRequest.id));
  // One domain of the configuration alone is not the list of them.
  if (domains.state !== 'present') return undefined;
  const file = survey.file(axigen.configFile);
  const primary = file.state === 'present' ? primaryDomain(file.value.bytes) : undefined;
  const known = new Set([...domains.value, ...(primary === undefined ? [] : [primary.toLowerCase()])]);
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  if (known.has(domain)) return undefined;
  return `AXIGEN would only pass mail for ${address} on to another server: its own domains are ${escapeControl([...known].join(', '), 200)}.`;
}

function primaryDomain(bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes === undefined ? undefined : readAxigenConfig(bytes, axigen.configFile).primaryDomain;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return undefined;
  }
}
