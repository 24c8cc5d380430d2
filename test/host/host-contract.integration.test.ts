import { describe } from 'vitest';
import type { Host } from '../../src/host/host.js';
import { localHost } from '../../src/host/local/local-host.js';
import { ends } from './contract/ends.js';
import { holds } from './contract/holds.js';
import { streams } from './contract/streams.js';
import type { Kind } from './contract/traits.js';
import { shellTarget } from './ssh/shell-target.js';
import { type Sudoer, sudoer } from './ssh/sudoer.js';
import { temporaryFolder } from './temporary-folder.js';

const target = shellTarget();
const asked = sudoer('USER ALL=(ALL) ALL');
const unasked = sudoer('USER ALL=(ALL) NOPASSWD: ALL');
const onTerminal = sudoer('Defaults:USER requiretty', 'USER ALL=(ALL) ALL');

const kinds: readonly (readonly [string, Kind])[] = [
  ['this machine', { host: once(localHost) }],
  ['SSH as root', { host: once(() => target.host()) }],
  ['SSH and sudo with a password', { host: once(() => bySudo(asked)) }],
  ['SSH and sudo without one', { host: once(() => target.host({ user: unasked.user().name })) }],
  ['SSH and sudo on a terminal', { host: once(() => bySudo(onTerminal)), slow: true }],
];

describe.each(kinds)('%s', (_, kind) => {
  const inFolder = temporaryFolder();
  streams(kind, inFolder);
  ends(kind, inFolder);
  holds(kind, inFolder);
});

function bySudo({ user }: Sudoer): Host {
  return target.host({ user: user().name, secret: async () => user().password });
}

/** Made when it is wanted: users and server are there only while tests run. */
function once(make: () => Host): () => Host {
  let host: Host | undefined;
  return () => {
    host ??= make();
    return host;
  };
}
