import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import type { LabSsh } from './lab-ssh.js';
import { program } from './run.js';
import { cleanEnvironment } from './server-lab.js';
import { Person } from './terminal.js';

export interface Desk {
  readonly home: string;
  /** The person calls gateway-setup so, and waits in front of it. */
  sitsDown(...words: readonly string[]): Person;
  /** Who comes home finds no more of what was remembered there. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What the person's shell says when the program is over; the terminal must be as it was. */
export const terminalAsBefore = 'terminal: as before';

/** Does not end of a Ctrl-C that the terminal itself makes of the key. */
const shell = `before=$(stty -g); trap : INT
"$@"; code=$?
if [ "$(stty -g)" = "$before" ]; then echo '${terminalAsBefore}'; else stty -a; fi
exit $code`;

/** Persons at terminals of this machine whose ~/.ssh/config is given; they leave, and their homes go. */
export function useDesks(): (ssh: LabSsh, config: string) => Desk {
  const homes: string[] = [];
  const people: Person[] = [];
  afterEach(async () => {
    for (const person of people.splice(0)) await person.leaves();
  });
  afterAll(() => {
    for (const home of homes) rmSync(home, { recursive: true, force: true });
  });
  return (ssh, config) => {
    const home = ssh.home();
    homes.push(home);
    writeFileSync(join(home, '.ssh', 'config'), config);
    const env = {
      ...cleanEnvironment(),
      ...{ HOME: home, SSH_AUTH_SOCK: undefined, XDG_CONFIG_HOME: undefined },
    };
    const sitsDown = (...words: readonly string[]) => {
      const person = new Person(['sh', '-c', shell, 'sh', process.execPath, program, ...words], env);
      people.push(person);
      return person;
    };
    return { home, env, sitsDown };
  };
}

/** The configuration with the host key not known: it is kept in the home folder. */
export function unknownKey(config: string): string {
  return config
    .replace(/UserKnownHostsFile .*/, 'UserKnownHostsFile ~/.ssh/known_hosts')
    .replace('StrictHostKeyChecking yes', 'StrictHostKeyChecking ask');
}

/** The configuration with this key, or none, instead of the lab's own. */
export function withIdentity(config: string, file = 'none'): string {
  return config.replace(/IdentityFile .*/, `IdentityFile ${file}`);
}
