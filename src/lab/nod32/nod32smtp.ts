import { dirname } from 'node:path';
import { reasonOf, StartRefusal } from '../daemon/start-refusal.js';
import { removeSpools } from '../scanning/message-spool.js';
import { runDaemon } from './daemonize.js';
import { loadFootnotes } from './footnote.js';
import { readConfig } from './read-config.js';
import { askDaemon, probeDaemon } from './scan-client.js';
import { smtpSettings } from './settings.js';
import { startSmtpProxy } from './smtp-proxy.js';

/** Far above what any mail server of the time took, and a bound on the disk space of one session; in bytes. */
const mostBytes = 256 * 1024 * 1024;

/** The SMTP proxy's main program. It reads its configuration here and never again. */
await runDaemon('nod32smtp', async ({ config, socket }, log) => {
  const settings = readConfig(config, smtpSettings);
  await probeDaemon(socket).catch((error: unknown) => {
    throw new StartRefusal(`nod32d is not running: ${reasonOf(error)}`);
  });
  const proxy = await startSmtpProxy({
    listen: settings.listen,
    server: settings.server,
    policy: settings.policy,
    temporaryFolder: settings.temporaryFolder,
    footnotes: loadFootnotes(dirname(config)),
    scan: (path) => askDaemon(socket, path),
    mostBytes,
    log,
  });
  const { listen, server } = settings;
  log(`listening on ${listen.host}:${listen.port}, mail server at ${server.host}:${server.port}`);
  return () => {
    proxy.stop();
    removeSpools();
  };
});
