import { findHostCommand } from '../isolation/host-command.js';
import type { IsolationKind } from '../options.js';
import { nodeWrapper } from './product.js';
import type { Tree } from './tree.js';

/** Commands that read /proc, which a bare Debian does not have and a chroot cannot use. */
const names = ['ps', 'netstat'] as const;

export interface ProcessCommands {
  readonly programs: ReadonlyMap<string, string>;
  readonly standIns: readonly string[];
}

export function chooseProcessCommands(isolation: IsolationKind, forceStandIns: boolean): ProcessCommands {
  const programs = new Map<string, string>();
  const standIns: string[] = [];
  for (const name of names) {
    const found = findHostCommand(name);
    if (found && isolation === 'namespaces' && !forceStandIns) programs.set(`/bin/${name}`, found);
    else standIns.push(name);
  }
  return { programs, standIns };
}

export function populateProcessCommands(tree: Tree, { standIns }: ProcessCommands): void {
  for (const name of standIns)
    tree.file(`/bin/${name}`, nodeWrapper(`dist/src/lab/commands/${name}.js`), 0o755);
}
