import type { Endpoint, Listening } from '../proxy/listen.js';
import { startProxy } from '../proxy/start-proxy.js';
import { handleMessage, type MessageRules } from './message-handler.js';
import { connectError, replies } from './replies.js';

export interface SmtpProxyOptions extends MessageRules {
  readonly listen: Endpoint;
  readonly server: Endpoint;
  readonly temporaryFolder: string;
  /** The largest message that is collected, in bytes. */
  readonly mostBytes: number;
  readonly log: (text: string) => void;
}

/**
 * Starts the proxy. The mail of BDAT passes by unseen, and after STARTTLS the session fails, as the article says of
 * both: the proxy goes on looking for lines in what is TLS now.
 *
 * @throws StartRefusal when it cannot listen where it should.
 */
export function startSmtpProxy(options: SmtpProxyOptions): Promise<Listening> {
  return startProxy({
    ...options,
    program: 'nod32smtp', // the package's removal script knows them by it
    replies,
    connectError,
    handle: (spool) => handleMessage(options, spool),
  });
}
