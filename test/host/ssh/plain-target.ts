import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { PutMeans } from '../../../src/host/ssh/files/put-means.js';
import type { SshLine } from '../../../src/host/ssh/line.js';
import { runRemote } from '../../../src/host/ssh/shell/run.js';
import { Shells } from '../../../src/host/ssh/shell/shells.js';
import { type KeyPair, makeKeyPair } from '../../support/ssh/keys.js';
import { type Sshd, startSshd } from '../../support/sshd.js';
import { dial, settingsFor } from './connect/dialing.js';

export interface PlainTarget {
  readonly sshd: () => Sshd;
  /** A new line, closed after the tests. `port`: that of a relay. */
  line(options?: { readonly user?: string; readonly port?: number }): Promise<SshLine>;
}

/** A real sshd for the tests of a file, with a key that every user may log in with. */
export function plainTarget(config: readonly string[] = []): PlainTarget {
  let sshd: Sshd | undefined;
  let key: KeyPair | undefined;
  const lines: SshLine[] = [];
  const here = () => {
    if (sshd === undefined) throw new Error('not yet');
    return sshd;
  };
  beforeAll(async () => {
    sshd = await startSshd({ config, hostKeys: ['ed25519'] });
    key = await makeKeyPair(sshd.folder, 'ed25519');
    sshd.authorize([key.publicLine]);
  });
  afterAll(async () => {
    for (const line of lines) await line.close();
    await sshd?.end();
  });
  return {
    sshd: here,
    async line({ user = 'root', port = here().port } = {}) {
      const known = join(here().folder, 'known_as_box');
      writeFileSync(known, here().knownHosts('box'));
      const line = await dial(
        settingsFor(here(), {
          user,
          port,
          identityFiles: [key?.path ?? ''],
          hostKeyAlias: 'box',
          userKnownHosts: [known],
        }),
      );
      lines.push(line);
      return line;
    },
  };
}

/** What runs over one line; as root through sudo, which must ask for nothing, where `elevated`. */
export function meansOver(line: SshLine, elevated = false): PutMeans {
  const shells = new Shells({
    line: async () => line,
    person: { secret: async () => undefined },
    become: elevated ? 'sudo' : 'none',
    subject: 'box',
    user: line.route.target.user,
  });
  return {
    line,
    start: (script, options) => shells.start(script, { ...options, line }),
    run: (script, options) => runRemote(shells, script, options),
    elevated,
  };
}
