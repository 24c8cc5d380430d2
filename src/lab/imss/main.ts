import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { daemonLog } from '../daemon/daemon-log.js';
import { reasonOf } from '../daemon/start-refusal.js';
import { removeSpools } from '../scanning/message-spool.js';
import { openServices } from './open-services.js';
import { type ImssPaths, imssPaths } from './paths.js';
import { imssSettings } from './settings.js';
import { standInSettings } from './stand-in-settings.js';

/** From the closing of the ports to the end of the process, in milliseconds: it is not gone the moment it is told. */
const stopMs = 400;

/** Reads its settings once, and opens the ports after a while. @returns how to close them */
function start(paths: ImssPaths, log: (text: string) => void): () => void {
  const settings = imssSettings(readFileSync(paths.config, 'latin1'));
  const standIn = standInSettings(existsSync(paths.standIn) ? readFileSync(paths.standIn, 'utf8') : '');
  for (const complaint of settings.complaints) log(`${paths.config}: ${complaint}`);
  const closing = new AbortController();
  const { signal } = closing;
  const options = { settings, standIn, paths, host: hostname(), log, signal };
  setTimeout(() => void openServices(options), standIn.delay);
  return () => closing.abort();
}

/**
 * The stand-in's only process. It stays in the foreground until SIGTERM; its init script puts it into the background. Its
 * title stays its command line, by which `ps` shows whose it is.
 */
function run(root: string): void {
  const paths = imssPaths(resolve(root));
  for (const folder of [dirname(paths.log), paths.queue]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const log = daemonLog(paths.log, 'imss-standin');
  try {
    const close = start(paths, log);
    const stop = (): void => {
      close();
      setTimeout(() => {
        removeSpools();
        log('stopped');
        process.exit(0);
      }, stopMs);
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
    process.on('uncaughtException', (error) => {
      log(`error: unexpected failure: ${error.stack ?? error.message}`);
      process.exit(1);
    });
    setInterval(() => {}, 2 ** 30); // lives on where no port could be opened
    process.chdir('/'); // holds no file system busy
    log('starting');
  } catch (error) {
    log(`error: refusing to start: ${reasonOf(error)}`);
    process.stderr.write(`imss-standin: ${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
}

const [, , root] = process.argv;
if (root === undefined) {
  process.stderr.write('imss-standin: usage: main.js INSTALL-FOLDER\n');
  process.exitCode = 1;
} else {
  run(root);
}
