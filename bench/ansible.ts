import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Lab } from '../src/lab/lab.js';
import { packageRoot } from '../src/package-root.js';
import { type TimedRun, timedRun } from './timed-run.js';

/** An Ansible that is ready to look at the lab's server. */
export interface Ansible {
  /** The playbook for these servers, all at once. @throws Error when an assertion of it does not hold */
  play(servers: readonly string[], sshConfig: string): Promise<TimedRun>;
}

/**
 * Undefined where there is no Ansible on this machine. No server of the time has a Python that it takes: the lab gets this
 * machine's, which the time is not counted of. @param folder for its files
 */
export function readyAnsible(lab: Lab, folder: string): Ansible | undefined {
  if (spawnSync('ansible-playbook', ['--version'], { stdio: 'ignore' }).status !== 0) return undefined;
  const python = givePython(lab);
  if (python === undefined) return undefined;
  const config = join(folder, 'ansible.cfg');
  const playbook = join(packageRoot(), 'bench', 'ssh-playbook.yml');
  let runs = 0;
  return {
    async play(servers, sshConfig) {
      // As quick as it gets: no files are put on the server, and all tasks share a connection, but no two runs.
      runs += 1;
      const sockets = join(folder, `control-${runs}`);
      const inventory = join(folder, `inventory-${runs}`);
      writeFileSync(inventory, servers.map((server) => `${server}\n`).join(''));
      writeFileSync(config, configOf({ sshConfig, sockets, folder, forks: servers.length }));
      const said = await timedRun(
        ['ansible-playbook', '-i', inventory, '-e', `ansible_python_interpreter=${python}`, playbook],
        { ...process.env, ANSIBLE_CONFIG: config, HOME: folder, LC_ALL: 'C.UTF-8' },
      );
      if (said.code !== 0)
        throw new Error(`the playbook ended with ${said.code}:\n${said.stdout}${said.stderr}`);
      return said;
    },
  };
}

interface Settings {
  readonly sshConfig: string;
  readonly sockets: string;
  readonly folder: string;
  readonly forks: number;
}

function configOf({ sshConfig, sockets, folder, forks }: Settings): string {
  return [
    '[defaults]',
    `local_tmp = ${join(folder, 'ansible')}`,
    `forks = ${forks}`,
    '[ssh_connection]',
    'pipelining = True',
    `ssh_args = -F ${sshConfig} -o ControlMaster=auto -o ControlPersist=2s`,
    `control_path_dir = ${sockets}`,
    '',
  ].join('\n');
}

/** Its path in the lab; undefined where this machine has none. */
function givePython({ root }: Lab): string | undefined {
  const facts = 'import sys, sysconfig; print(sys.executable); print(sysconfig.get_path("stdlib"))';
  const told = spawnSync('python3', ['-c', facts], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } });
  if (told.status !== 0) return undefined;
  const [program = '', library = ''] = told.stdout.split('\n');
  const modules = execFileSync('find', [join(library, 'lib-dynload'), '-name', '*.so'], { encoding: 'utf8' });
  const linked = spawnSync('ldd', [program, ...modules.trim().split('\n')], { encoding: 'utf8' }).stdout;
  const needed = [...linked.matchAll(/=> (\/\S+)/g)].flatMap(([, path]) => path ?? []);
  for (const path of new Set([program, library, ...needed])) {
    const copy = join(root, path);
    if (existsSync(copy)) continue;
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(realpathSync(path), copy, { recursive: true, dereference: true });
  }
  return program;
}
