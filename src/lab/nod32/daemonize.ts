import { spawn } from 'node:child_process';
import { closeSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { daemonLog } from '../daemon/daemon-log.js';
import { reasonOf } from '../daemon/start-refusal.js';
import { type DaemonOptions, daemonOptions } from './daemon-options.js';

/** Set for the process that goes to the background. */
const backgroundMark = 'NOD32_STANDIN_IN_BACKGROUND';
/** Where it tells the process that started it how the start went; closed right after. */
const reportDescriptor = 3;
const ready = 'ready';

export type Daemon = (options: DaemonOptions, log: (text: string) => void) => Promise<() => void>;

/** Starts this very program again in the background and waits until it is ready, or says why it is not. */
async function launch(program: string): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    detached: true,
    env: { ...process.env, [backgroundMark]: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  let report = '';
  const pipe = child.stdio[reportDescriptor] as Readable;
  for await (const text of pipe.setEncoding('utf8')) report += text;
  child.unref();
  if (report === ready) return 0;
  process.stderr.write(`${program}: ${report || 'ended while it was starting'}\n`);
  return 1;
}

function tell(report: string): void {
  writeSync(reportDescriptor, report);
  closeSync(reportDescriptor);
}

async function runInBackground(program: 'nod32d' | 'nod32smtp', daemon: Daemon): Promise<void> {
  let log: (text: string) => void = () => {};
  try {
    const options = daemonOptions(program, process.argv.slice(2));
    log = daemonLog(options.log, program);
    const stop = await daemon(options, log);
    writeFileSync(options.pidFile, `${process.pid}\n`);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        stop();
        rmSync(options.pidFile, { force: true });
        log('stopped');
        process.exit(0);
      });
    }
    process.chdir('/'); // holds no file system busy
    log('started');
    tell(ready);
  } catch (error) {
    log(`error: refusing to start: ${reasonOf(error)}`);
    tell(reasonOf(error));
    process.exit(1);
  }
}

/**
 * The main of both daemons: goes to the background with nobody's pipes in its hands, and returns to the caller once
 * `daemon` is ready (exit code 0) or has refused to start (1, with the reason on standard error and in the log).
 * `daemon` gives back how to stop it.
 */
export async function runDaemon(program: 'nod32d' | 'nod32smtp', daemon: Daemon): Promise<void> {
  if (process.env[backgroundMark] === undefined) {
    process.exitCode = await launch(program);
    return;
  }
  process.title = program;
  await runInBackground(program, daemon);
}
