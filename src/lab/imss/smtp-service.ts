import type { Socket } from 'node:net';
import { inRange } from '../mail/ip-address.js';
import type { Endpoint, Listening } from '../proxy/listen.js';
import { startProxy } from '../proxy/start-proxy.js';
import { greetingFor, offerOf, refusalOf } from './dialogue.js';
import { handleMessage } from './handle-message.js';
import { configurationError, notAllowed, replies } from './replies.js';
import type { ImssSettings } from './settings.js';

export interface SmtpServiceOptions
  extends Pick<ImssSettings, 'sockets' | 'downstream' | 'clients' | 'extensions'> {
  readonly antiSpam: boolean;
  /** Messages are collected here. */
  readonly queue: string;
  readonly log: (text: string) => void;
}

/** How long the mail server may take to greet, in milliseconds. */
const greetingDeadline = 10_000;
/** Far above what any mail server of the time took; in bytes. */
const mostBytes = 256 * 1024 * 1024;

/** Whether the downstream is one of the proxy's own sockets: it would go on calling itself. */
function callsItself({ sockets, downstream }: SmtpServiceOptions): boolean {
  const isHere = /^(127\.|0\.0\.0\.0$|localhost$)/.test(downstream.host);
  return sockets.some(
    ({ service, listen }) =>
      service === 'SMTP_SERVICE' &&
      listen.port === downstream.port &&
      (isHere || listen.host === downstream.host),
  );
}

function turnAway(options: SmtpServiceOptions, client: Socket): string | undefined {
  const address = client.remoteAddress ?? '';
  if (options.clients?.some((range) => inRange(address, range)) === false) {
    options.log(`smtp_allow_client_ip: refused ${address}`);
    return notAllowed;
  }
  if (!callsItself(options)) return undefined;
  options.log('the downstream server is this proxy itself');
  return configurationError;
}

/** The SMTP proxy of one socket. @throws StartRefusal when it cannot listen. */
export function startSmtpService(listen: Endpoint, options: SmtpServiceOptions): Promise<Listening> {
  const { downstream, extensions, antiSpam, queue, log } = options;
  return startProxy({
    listen,
    server: downstream,
    connectError: configurationError,
    turnAway: (client) => turnAway(options, client),
    greeting: { within: greetingDeadline, say: greetingFor },
    answer: (command) => refusalOf(command, extensions),
    offer: (reply) => offerOf(reply, extensions),
    program: 'imss-standin',
    temporaryFolder: queue,
    mostBytes,
    replies,
    handle: (spool) => handleMessage(spool, antiSpam),
    log,
  });
}
