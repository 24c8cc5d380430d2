import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface TimedRun {
  readonly milliseconds: number;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What it had at most in memory, in MiB, looked at every few milliseconds; 0 of one that was over before. */
  readonly peak: number;
}

const lookMs = 10;

/** One run of a program, its own memory without that of its children. */
export async function timedRun(
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<TimedRun> {
  const started = performance.now();
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, lookMs);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { milliseconds: performance.now() - started, code, ...said, peak };
  } finally {
    clearInterval(watch);
  }
}

/** proc(5): its largest resident set so far. */
function peakOf(pid: number | undefined): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch (error) {
    // It is over.
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code)))
      return 0;
    throw error;
  }
}
