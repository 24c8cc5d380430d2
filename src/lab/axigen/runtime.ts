import type { SecureContext } from 'node:tls';
import type { Accounts } from './accounts.js';
import type { ServerConfig } from './config/server-config.js';
import type { MailStore } from './mail-store.js';
import type { PolicyScript } from './policy/script.js';
import type { ServerLog } from './server-log.js';

/** All that sessions need; replaced as a whole by a reload, so that a session keeps what it began with. */
export interface Runtime {
  readonly config: ServerConfig;
  readonly policy: PolicyScript;
  readonly accounts: Accounts;
  readonly store: MailStore;
  readonly certificate: SecureContext;
  readonly log: ServerLog;
}
