import type { Host } from '../../host.js';
import type { SshLine } from '../line.js';
import type { StartRemote } from '../remote-shell.js';

export interface PutMeans {
  readonly line: SshLine;
  readonly start: StartRemote;
  readonly run: Host['run'];
  /** Commands are run as somebody else than who logged in, through sudo or su: SFTP writes as the latter. */
  readonly elevated: boolean;
}
