import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll } from 'vitest';
import { labSsh } from './lab-ssh.js';
import { intoNetwork } from './mail.js';
import { run } from './run.js';
import type { ServerLab } from './server-lab.js';

/** Addresses for documentation (RFC 5737), which no other machine has. */
const addresses = { server: '198.51.100.10', own: '198.51.100.1', another: '198.51.100.2' } as const;

/** Another machine with a cable to the lab: what it sees is really seen from outside. */
export interface Outsider {
  /** Where it reaches the server. */
  readonly server: string;
  /** Where from here a third machine is reached, which may be made to greet on port 25. */
  readonly another: string;
  /** Before the words of a program of this machine: it then runs over there. */
  readonly within: readonly string[];
  /** ~/.ssh/config of somebody over there, who logs in as root with the lab's key. */
  readonly sshConfig: string;
  /** A firewall before the server drops what comes in for a port, or answers that it is prohibited; until `opens`. */
  closes(port: number, how: 'blackhole' | 'prohibit'): Promise<void>;
  opens(port: number): Promise<void>;
  /** A mail server at `another`, until the returned function is called. */
  greetsInstead(): Promise<() => Promise<void>>;
}

/** Machines outside of the labs of a test file; they are gone when the file is done. */
export function useOutsiders(): (server: ServerLab) => Promise<Outsider> {
  const ends: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const end of ends) await end();
  });
  return async (server) => {
    const { pid, end } = await network(server);
    ends.push(end);
    const { isolation, holder } = server.lab.record.running;
    if (isolation.kind !== 'namespaces')
      throw new Error('this machine gives the lab no network of its own, and so there is no outside');
    const within = ['nsenter', `--target=${pid}`, ...users(server), '--net', '--'];
    const onServer = intoNetwork(server);
    const { server: address, own, another } = addresses;
    await ip(within, 'link', 'add', 'lab', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', `${holder.pid}`);
    for (const one of [own, another]) await ip(within, 'address', 'add', `${one}/24`, 'dev', 'lab');
    await ip(within, 'link', 'set', 'lab', 'up');
    await ip(onServer, 'address', 'add', `${address}/24`, 'dev', 'eth0');
    await ip(onServer, 'link', 'set', 'eth0', 'up');
    // What a firewall would say comes before what is for the server itself.
    await ip(onServer, 'rule', 'add', 'preference', '100', 'lookup', 'local');
    await ip(onServer, 'rule', 'delete', 'preference', '0');
    await server.sh('/usr/sbin/sshd -f /etc/ssh/sshd_config -E /var/log/sshd.log -p 22');
    const rule = (port: number) => ['preference', '50', 'iif', 'eth0', 'ipproto', 'tcp', 'dport', `${port}`];
    return {
      server: address,
      another,
      within,
      sshConfig: labSsh(server)
        .config.replace(/^Host .*$/m, `Host ${address}`)
        .replace(/^ *(HostName|ProxyCommand) .*\n/gm, ''),
      closes: (port, how) => ip(onServer, 'rule', 'add', ...rule(port), 'type', how),
      opens: (port) => ip(onServer, 'rule', 'delete', ...rule(port)),
      greetsInstead: () => greeter(within, another),
    };
  };
}

async function network(server: ServerLab): Promise<{ readonly pid: number; end(): Promise<void> }> {
  const { holder } = server.lab.record.running;
  const user = users(server);
  const into = user.length === 0 ? [] : ['nsenter', `--target=${holder.pid}`, ...user, '--'];
  const words = [...into, 'unshare', '--net', '--', 'sh', '-c', 'ip link set lo up && echo up && exec cat'];
  const [command = '', ...args] = words;
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), closed]);
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null)
    throw new Error('no network can be had for a machine outside');
  return {
    pid,
    end: async () => {
      child.stdin.end();
      await closed;
    },
  };
}

/** Without root the lab's users, and so its network, are of a namespace of their own. */
function users({ lab }: ServerLab): readonly string[] {
  return lab.record.running.isolation.mapping === 'root' ? [] : ['--user', '--preserve-credentials'];
}

async function ip(within: readonly string[], ...words: readonly string[]): Promise<void> {
  const { code, all } = await run([...within, 'ip', ...words]);
  if (code !== 0) throw new Error(`ip ${words.join(' ')}: ${all}`);
}

const otherServer = `
require('node:net').createServer((socket) => {
  socket.on('error', () => {}).write('220 other.example.org ESMTP\\r\\n');
  socket.on('data', (said) => socket.write(/^QUIT/i.test(said) ? '221 Goodbye\\r\\n' : '250 Yes\\r\\n'));
}).listen(25, process.argv[1], () => console.log('up'));
process.stdin.on('end', () => process.exit(0)).resume();`;

async function greeter(within: readonly string[], address: string): Promise<() => Promise<void>> {
  const [command = '', ...args] = [...within, process.execPath, '-e', otherServer, address];
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), closed]);
  return async () => {
    child.stdin.end();
    await closed;
  };
}
