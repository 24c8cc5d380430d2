import type { CommandConnection } from '../mail/command-connection.js';
import { serveCli } from './cli/serve.js';
import { servePop3 } from './pop3/serve.js';
import type { RunningConfig } from './running-config.js';
import type { Runtime } from './runtime.js';
import { LogLevel } from './server-log.js';
import { logNames, type Service } from './services.js';
import { serveSmtp } from './smtp/serve.js';

/** Talks with one client of a service, with what was in force when it came. */
export async function serveClient(
  service: Service,
  connection: CommandConnection,
  runtime: Runtime,
  running: RunningConfig,
  number: string,
): Promise<void> {
  const { config, accounts, log } = runtime;
  const { smtp, pop3, cli } = config;
  if (service === 'smtp' && smtp !== undefined) await serveSmtp(connection, runtime, smtp, number);
  if (service === 'pop3' && pop3 !== undefined) await servePop3(connection, runtime, pop3, number);
  if (service !== 'cli' || cli === undefined) return;
  const { maxErrors, maxAuthErrors, maxAuthCommands, logLevel } = cli;
  await serveCli(connection, {
    running,
    host: accounts.host,
    maxErrors,
    maxAuthErrors,
    maxAuthCommands,
    checkAdmin: (name, password) => accounts.isAdministrator(name, password),
    log: (level, text) => {
      const isWanted = level !== LogLevel.protocol || (logLevel & LogLevel.protocol) !== 0;
      if (isWanted) log.write(level, logNames.cli, number, text);
    },
  });
}
