import { UserError } from '../../errors.js';
import type { Isolation } from '../isolation/isolation.js';
import { type Algorithms, emptyFamilies, eraFacts, type SshEra, stillThere } from './era.js';
import { algorithmsOf, findMachineSsh, type MachineSsh } from './machine.js';
import type { LabSshd } from './server.js';

export type SshChoice = ({ readonly kind: 'sshd' } & LabSshd) | ({ readonly kind: 'none' } & WithoutSsh);

/** A lab that nobody can reach over SSH: why, and what would have to be done; both are clauses. */
export interface WithoutSsh {
  readonly why: string;
  readonly next: string;
}

/** How this machine is looked at. */
interface Look {
  readonly find: () => MachineSsh | undefined;
  readonly ask: (machine: MachineSsh) => Algorithms;
}

/**
 * What of OpenSSH a lab can have on this machine.
 * @throws UserError when an era is asked for and there can be none.
 */
export function chooseSshd(
  era: SshEra | undefined,
  { mapping }: Pick<Isolation, 'mapping'>,
  { find, ask }: Look = { find: findMachineSsh, ask: algorithmsOf },
): SshChoice {
  const machine = mapping === 'single' ? undefined : find();
  if (machine === undefined) {
    const without = mapping === 'single' ? onlyOneUser : notInstalled;
    if (era === undefined) return { kind: 'none', ...without };
    throw new UserError(`the lab cannot have an sshd of ${era}`, without);
  }
  if (era === undefined) return { kind: 'sshd', machine, era };
  const algorithms = stillThere(era, ask(machine));
  const empty = emptyFamilies(algorithms);
  if (empty.length === 0) return { kind: 'sshd', machine, era: { id: era, algorithms } };
  throw new UserError(`the lab cannot have an sshd of ${era}`, {
    why: `the sshd of this machine has nothing left of what ${eraFacts[era].version} offered as ${empty.join(' and ')}`,
    next: 'use an older version of OpenSSH (that of Debian 12 serves), or leave out --ssh-era',
  });
}

const notInstalled: WithoutSsh = {
  why: "this machine lacks sshd, ssh or ssh-keygen, and the lab's are copies of them",
  next: 'install OpenSSH (on Debian and Ubuntu: apt-get install openssh-server)',
};

const onlyOneUser: WithoutSsh = {
  why: 'sshd shuts a part of itself in as another user, and this lab, made without root and without subordinate ids, has only one',
  next: 'have root give you subordinate ids (usermod --add-subuids 100000-165535 --add-subgids 100000-165535 YOU) and install newuidmap (uidmap), or make the lab as root',
};
