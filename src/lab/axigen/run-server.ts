import { chownSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { AxigenServer } from './axigen-server.js';
import type { CommandLine } from './command-line.js';
import { LogLevel, openServerLog, type ServerLog } from './server-log.js';
import { loadProfile } from './stand-in-profile.js';
import { type SystemUser, serverUser } from './system-user.js';
import { versionLine } from './version.js';

/** After SIGTERM clients have this long to close their side, in milliseconds. */
const stopMs = 500;

/**
 * Starts the server in this process and leaves it running until SIGTERM or SIGINT.
 * @returns why it could not start (also in the log); undefined when it serves
 */
export async function runServer(
  command: CommandLine & { readonly kind: 'run' },
): Promise<string | undefined> {
  const explicit = explicitOwner();
  const user = explicit === undefined ? serverUser() : undefined;
  let log: ServerLog;
  try {
    log = openServerLog(join(command.workdir, 'log', 'everything.txt'), hostname(), user);
  } catch (error) {
    return reasonOf(error);
  }
  const note = (level: LogLevel, text: string) => log.write(level, 'SERVER', '00000000', text);
  try {
    const profile = loadProfile(command.profile);
    note(LogLevel.information, `${versionLine(profile.version)} starting`);
    const server = await AxigenServer.start({
      profile,
      workdir: command.workdir,
      configFile: command.configFile,
      ownerUid: explicit ?? user?.uid ?? process.geteuid?.() ?? 0,
      user,
      log,
    });
    writePidFile(command.pidFile, user);
    obeySignals(server, command.pidFile, note);
  } catch (error) {
    note(LogLevel.critical, `cannot start: ${reasonOf(error)}`);
    return reasonOf(error);
  }
  note(LogLevel.information, 'ready');
  return undefined;
}

/**
 * For tests: the uid that axigen.cfg must belong to, in place of user axigen's; the server then stays
 * who it is. Without it, and on a machine without user axigen, the file must belong to whoever starts.
 */
function explicitOwner(): number | undefined {
  const text = process.env.AXIGEN_STANDIN_OWNER_UID;
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function writePidFile(path: string, user: SystemUser | undefined): void {
  writeFileSync(path, `${process.pid}\n`, { mode: 0o644 });
  // In the foreground and without a user of its own the server is still root here.
  if (user !== undefined && process.getuid?.() === 0) chownSync(path, user.uid, user.gid);
}

function obeySignals(
  server: AxigenServer,
  pidFile: string,
  note: (level: LogLevel, text: string) => void,
): void {
  process.on('exit', () => {
    try {
      rmSync(pidFile, { force: true });
    } catch {
      // Not ours to remove any more.
    }
  });
  const stop = () => {
    note(LogLevel.information, 'stopping');
    server.stop();
    setTimeout(() => process.exit(0), stopMs).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.on('SIGHUP', () => {
    note(LogLevel.information, 'reloading');
    server.reload().then(
      () => note(LogLevel.information, 'reloaded'),
      (error: unknown) => note(LogLevel.error, `not reloaded, nothing has changed: ${reasonOf(error)}`),
    );
  });
  process.on('uncaughtException', (error) => {
    note(LogLevel.critical, `unexpected failure: ${error.stack ?? error.message}`);
    process.exit(1);
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
