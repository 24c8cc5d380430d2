import type { SecureContext } from 'node:tls';
import type { Accounts } from './accounts.js';
import type { ServerConfig } from './config/server-config.js';
import type { LoadedPolicy } from './load-runtime.js';
import type { MailStore } from './mail-store.js';
import type { ServerLog } from './server-log.js';
import type { StandInProfile } from './stand-in-profile.js';

/** All that sessions need; replaced as a whole by a change, so that a session keeps what it began with. */
export interface Runtime {
  readonly profile: StandInProfile;
  readonly config: ServerConfig;
  readonly policy: LoadedPolicy;
  readonly accounts: Accounts;
  readonly store: MailStore;
  readonly certificate: SecureContext;
  readonly log: ServerLog;
}
