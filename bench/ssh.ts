import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../src/lab/lab.js';
import { packageRoot } from '../src/package-root.js';
import { type Ansible, readyAnsible } from './ansible.js';
import { openDoor } from './ssh-door.js';
import { ratio, summarize } from './statistics.js';
import type { Row } from './table.js';
import { type TimedRun, timedRun } from './timed-run.js';

const bin = join(packageRoot(), 'bin', 'gateway-setup.js');
/** Milliseconds, each way: the other end of a continent. */
const delays = [0, 50] as const;
const aims = { ssh: 1, ansible: 0.1 };

export interface SshBench {
  readonly lab: Lab;
  /** For its files; removed by the caller. */
  readonly folder: string;
  /** How often one server is audited, and by Ansible. */
  readonly runs?: { readonly audits: number; readonly playbooks: number };
  readonly many?: readonly number[];
  say(line: string): void;
}

/**
 * Audits of a server that was set up, over SSH, in turns with what they are compared with. All connections go through the same
 * port of the loopback to the lab's own sshd: many servers are many names for one lab, each with connections of its own.
 */
export async function sshAudits({
  lab,
  folder,
  say,
  runs = { audits: 10, playbooks: 3 },
  many = [10, 50],
}: SshBench): Promise<readonly Row[]> {
  const { withoutSsh } = lab.record;
  if (withoutSsh !== undefined) {
    say(`Nothing goes over SSH here: ${withoutSsh.why}.`);
    return [];
  }
  mkdirSync(folder, { recursive: true });
  const ansible = readyAnsible(lab, folder);
  if (ansible === undefined) say('There is no Ansible on this machine: nothing is compared with it.');
  const rows: Row[] = [];
  for (const delayMs of delays) {
    const door = await openDoor(lab, delayMs);
    try {
      const config = join(folder, `ssh_config-${delayMs}`);
      writeFileSync(config, door.config);
      const way = delayMs === 0 ? 'over SSH' : `over SSH, ${delayMs} ms away`;
      say(`Auditing ${way} ...`);
      rows.push(...(await oneServer({ config, way, runs, ansible })));
      if (delayMs === 0) continue;
      for (const count of many) {
        say(`Auditing ${count} servers side by side ...`);
        rows.push(...(await manyServers(count, { config, way, ansible })));
      }
    } finally {
      await door.close();
    }
  }
  return rows;
}

interface Way {
  readonly config: string;
  readonly way: string;
  readonly ansible: Ansible | undefined;
}

async function oneServer({
  config,
  way,
  runs,
  ansible,
}: Way & { readonly runs: { readonly audits: number; readonly playbooks: number } }): Promise<
  readonly Row[]
> {
  const audits: TimedRun[] = [];
  const limits: number[] = [];
  const connections: number[] = [];
  for (let run = -1; run < runs.audits; run += 1) {
    const node = await well(timedRun([process.execPath, '-e', '0']));
    const ssh = await well(timedRun(sshTrue('server', config)));
    const audited = await audit(['server'], config);
    // The first round only fills the caches of the file system.
    if (run < 0) continue;
    audits.push(audited);
    connections.push(ssh.milliseconds);
    limits.push(2 * ssh.milliseconds + node.milliseconds);
  }
  const what = `an audit ${way} (${channelsOf(audits)}, ${peakOf(audits)} MiB)`;
  return [
    compared(what, timesOf(audits), 'ssh host true', connections),
    { ...compared(what, timesOf(audits), 'twice that and node -e 0', limits), aim: aims.ssh },
    ...(await againstAnsible({ what, audits, servers: ['server'], config, ansible, times: runs.playbooks })),
  ];
}

async function manyServers(count: number, { config, way, ansible }: Way): Promise<readonly Row[]> {
  const servers = Array.from({ length: count }, (_, number) => `server-${number}`);
  const audits: TimedRun[] = [];
  const connections: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    audits.push(await audit(servers, config));
    const started = performance.now();
    await Promise.all(servers.map((server) => well(timedRun(sshTrue(server, config)))));
    connections.push(performance.now() - started);
  }
  const what = `audits of ${count} side by side ${way} (${peakOf(audits)} MiB)`;
  return [
    compared(what, timesOf(audits), `${count} times ssh host true`, connections),
    // Fifty of them at once take minutes, and most of this machine's memory.
    ...(count > 10 ? [] : await againstAnsible({ what, audits, servers, config, ansible, times: 1 })),
  ];
}

async function againstAnsible({
  what,
  audits,
  servers,
  config,
  ansible,
  times,
}: {
  readonly what: string;
  readonly audits: readonly TimedRun[];
  readonly servers: readonly string[];
  readonly config: string;
  readonly ansible: Ansible | undefined;
  readonly times: number;
}): Promise<readonly Row[]> {
  if (ansible === undefined) return [];
  const plays: TimedRun[] = [];
  for (let run = 0; run < times; run += 1) plays.push(await ansible.play(servers, config));
  return [{ ...compared(what, timesOf(audits), 'the Ansible playbook', timesOf(plays)), aim: aims.ansible }];
}

function sshTrue(server: string, config: string): readonly string[] {
  return ['ssh', '-F', config, '-o', 'BatchMode=yes', server, 'true'];
}

/** @throws Error unless every server was looked at */
async function audit(servers: readonly string[], config: string): Promise<TimedRun> {
  const where = servers.flatMap((server) => ['--host', server]);
  const parallel = servers.length === 1 ? [] : ['--parallel', String(servers.length)];
  const words = ['audit', '--ssh-config', config, ...where, ...parallel, '--format', 'json', '--verbose'];
  // Something is open even on a server that was set up by the article.
  return well(timedRun([process.execPath, bin, ...words]), [0, 2]);
}

async function well(running: Promise<TimedRun>, codes: readonly number[] = [0]): Promise<TimedRun> {
  const ended = await running;
  if (ended.code === null || !codes.includes(ended.code))
    throw new Error(`a run ended with ${ended.code}: ${ended.stderr}`);
  return ended;
}

function timesOf(runs: readonly TimedRun[]): readonly number[] {
  return runs.map(({ milliseconds }) => milliseconds);
}

function peakOf(runs: readonly TimedRun[]): number {
  return Math.round(Math.max(...runs.map(({ peak }) => peak)));
}

/** As --verbose tells. */
function channelsOf(runs: readonly TimedRun[]): string {
  const told = /channels opened: (\d+) for commands, (\d+) for connections, (\d+)/.exec(
    runs[0]?.stderr ?? '',
  );
  if (told === null) throw new Error(`no count of channels: ${runs[0]?.stderr}`);
  const [commands = 0, connections = 0, files = 0] = told.slice(1).map(Number);
  return `${commands + connections + files} channels`;
}

function compared(
  what: string,
  measured: readonly number[],
  against: string,
  baseline: readonly number[],
): Row {
  const [one, other] = [summarize(measured), summarize(baseline)];
  return { what, measured: one, baseline: { what: against, measured: other }, ratio: ratio(one, other) };
}
