import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../src/package-root.js';
import { ratio, type Summary, summarize } from './statistics.js';
import type { Row } from './table.js';

const bin = join(packageRoot(), 'bin', 'gateway-setup.js');
const nothing = ['-e', '0'];
/** What `--version`, and what a command that loads its steps and its prompts may cost: multiples of a Node that does nothing. */
const aims = { version: 1.5, command: 3 };

/** Starts of the program against starts of a bare Node, taken in turns so that both see the same machine. */
export function coldStarts(runs = 25): readonly Row[] {
  const commands = {
    nothing,
    version: [bin, '--version'],
    help: [bin, '--help'],
    explain: [bin, 'explain'],
    setup: [bin, 'setup', '--help'],
  };
  const names = ['nothing', 'version', 'help', 'explain', 'setup'] as const;
  const times: Record<(typeof names)[number], number[]> = {
    nothing: [],
    version: [],
    help: [],
    explain: [],
    setup: [],
  };
  for (let run = -1; run < runs; run += 1) {
    for (const name of names) {
      const took = timeOf(commands[name]);
      // The first round only fills the caches of the file system.
      if (run >= 0) times[name].push(took);
    }
  }
  const baseline = summarize(times.nothing);
  return [
    { ...rowOf('gateway-setup --version', summarize(times.version), baseline), aim: aims.version },
    rowOf('gateway-setup --help', summarize(times.help), baseline),
    { ...rowOf('gateway-setup explain', summarize(times.explain), baseline), aim: aims.command },
    { ...rowOf('gateway-setup setup --help', summarize(times.setup), baseline), aim: aims.command },
  ];
}

function rowOf(what: string, measured: Summary, baseline: Summary): Row {
  return {
    what,
    measured,
    baseline: { what: 'node -e 0', measured: baseline },
    ratio: ratio(measured, baseline),
  };
}

/** Milliseconds from spawn to exit. @throws Error when the command fails. */
function timeOf(args: readonly string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const took = performance.now() - started;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return took;
}
