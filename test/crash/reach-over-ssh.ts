import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { program, run } from '../e2e/support/run.js';
import { cleanEnvironment } from '../e2e/support/server-lab.js';
import { sshDoor } from '../e2e/support/ssh-door.js';
import type { Bundle } from './bundle-wizard.js';
import type { CrashLab } from './crash-lab.js';
import { processesWith } from './processes.js';
import { type Reach, setupWords } from './reach.js';

/** On this machine, over a line of its own that can be cut. */
export async function overSsh(lab: CrashLab, bundle: Bundle): Promise<Reach> {
  const door = await sshDoor(lab.server);
  const home = door.ssh.home(door.lines);
  const answers = join(home, 'answers.ini');
  writeFileSync(answers, readFileSync(`${lab.root}/root/answers.ini`));
  const env = { ...cleanEnvironment(), SSH_AUTH_SOCK: undefined, HOME: home, ...lab.secrets };
  const host = ['--host', door.ssh.host];
  const { folder } = lab.fifos;
  return {
    setup: () =>
      run([process.execPath, bundle.program, folder, ...setupWords, ...host, '--answers', answers], { env }),
    product: (verb = '', ...words) => {
      // Given to be read on the server, it is read here.
      const here = words.map((word) => (word === '/root/answers.ini' ? answers : word));
      return run([process.execPath, program, verb, ...host, ...here], { env });
    },
    wizard: () => processesWith(folder),
    cut: () => door.relay.cut(),
    async end() {
      await door.end();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
