import { homedir, userInfo } from 'node:os';
import type { Host } from '../../host/host.js';
import type { SshPerson } from '../../host/ssh/person.js';
import type { Io } from '../../io.js';
import { withGiven } from './given-person.js';
import type { Where } from './where.js';

/** Opens a target. @throws UserError (exit 3) when it cannot be reached, (exit 4) for what only the operator can tell. */
export type OpenTarget = (where: Where, meeting: Meeting) => Promise<Host>;

/** In what circumstances a line is made. */
export interface Meeting {
  readonly person: SshPerson;
  readonly signal: AbortSignal;
  readonly env: Io['env'];
}

/** What is needed for SSH is loaded only for it. */
export const openTarget: OpenTarget = async ({ destination, reach }, { person, signal, env }) => {
  if (destination === undefined) {
    const { localHost } = await import('../../host/local/local-host.js');
    return localHost();
  }
  const { openSshHost } = await import('../../host/ssh/open.js');
  return openSshHost(destination, {
    ...(reach.configFile === undefined ? {} : { configFile: reach.configFile }),
    ...(reach.outside === undefined ? {} : { outside: reach.outside }),
    wishes: reach.wishes,
    person: withGiven(reach.secrets, person),
    signal,
    env,
    home: env.HOME || homedir(),
    localUser: userInfo().username,
  });
};

/** An open target for a command within a command: whoever opened it closes it. */
export function alreadyOpen(host: Host): OpenTarget {
  return async () => ({ ...host, close: async () => {} });
}
