import { join } from 'node:path';
import { inLab, labAxigenPassword, labMailboxPassword } from '../../../src/lab/paths.js';
import { leftBelow } from './canaries.js';
import { run } from './run.js';
import type { ServerLab } from './server-lab.js';

/** A user of the server has this password from now on. */
export async function plantLogin(server: ServerLab, user: string, password: string): Promise<void> {
  const hash = (await run(['openssl', 'passwd', '-6', password])).out.trim();
  await server.sh(`sed -i 's|^${user}:[^:]*:|${user}:${hash}:|' /etc/shadow`);
}

/** So have the test message's mailbox and the admin of AXIGEN, which must run. */
export async function plantAccounts(
  server: ServerLab,
  { mailbox, axigen = labAxigenPassword }: { readonly mailbox: string; readonly axigen?: string },
): Promise<void> {
  const accounts = '/var/opt/axigen/domains/accounts.ini';
  await server.sh(`sed -i 's/${labMailboxPassword}/${mailbox}/; s/${labAxigenPassword}/${axigen}/' ${accounts}
    /etc/init.d/axigen restart > /dev/null`);
}

/** `path: name` for what can be read where neither the lab's own files nor the test have put it. */
export function leftInLab(
  server: ServerLab,
  secrets: Readonly<Record<string, string>>,
  unless: (path: string, name: string) => boolean = () => false,
): readonly string[] {
  const { root } = server.lab.paths;
  // Its own accounts, and what Node has compiled.
  const right = ['/var/opt/axigen/', '/root/.cache/', `${inLab.media}/`];
  return ['var', 'root', 'tmp', 'etc', 'home'].flatMap((folder) =>
    leftBelow(
      join(root, folder),
      secrets,
      (path, name) => right.some((one) => path.startsWith(root + one)) || unless(path, name),
    ),
  );
}
