import { rmSync } from 'node:fs';
import { reasonOf } from '../daemon/start-refusal.js';
import { judgeMessage } from '../scanning/judge-message.js';
import { runDaemon } from './daemonize.js';
import { findLicense } from './license.js';
import { readConfig } from './read-config.js';
import { startScanService } from './scan-service.js';
import { ScanSlots } from './scan-slots.js';
import { daemonSettings } from './settings.js';

/** The scanning daemon's main program. SIGHUP makes it read its configuration and licence again. */
await runDaemon('nod32d', async ({ config, socket }, log) => {
  const load = (): number => {
    const settings = readConfig(config, (text) => daemonSettings(text, config));
    log(`license key: ${findLicense(settings.licenseFolder)}`);
    return settings.threads;
  };
  const threads = load();
  const slots = new ScanSlots(threads);
  const server = await startScanService({ socketPath: socket, slots, scan: judgeMessage, log });
  log(`scanning service on ${socket}, ${threads} threads`);
  process.on('SIGHUP', () => {
    try {
      slots.resize(load());
      log('configuration reloaded');
    } catch (error) {
      log(`error: configuration not reloaded: ${reasonOf(error)}`);
    }
  });
  return () => {
    server.close();
    rmSync(socket, { force: true });
  };
});
