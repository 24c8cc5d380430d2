import { reasonOf } from '../daemon/start-refusal.js';
import type { Listening } from '../proxy/listen.js';
import { startConsole } from './console.js';
import type { ImssPaths } from './paths.js';
import { startPop3Service } from './pop3-service.js';
import { startReprocessService } from './reprocess-service.js';
import type { ImssSettings, ServiceSocket } from './settings.js';
import { startSmtpService } from './smtp-service.js';
import type { StandInSettings } from './stand-in-settings.js';

export interface ServicesOptions {
  readonly settings: ImssSettings;
  readonly standIn: StandInSettings;
  readonly paths: ImssPaths;
  /** This server's name. */
  readonly host: string;
  readonly log: (text: string) => void;
  /** When it is aborted, everything is closed. */
  readonly signal: AbortSignal;
}

interface Opening {
  readonly what: string;
  readonly open: () => Promise<Listening>;
}

function openSocket(
  { settings, standIn, paths, host, log }: ServicesOptions,
  socket: ServiceSocket,
): Opening[] {
  const { service, section, listen } = socket;
  const what = `[${section}] ${service} on ${listen.host}:${listen.port}`;
  switch (service) {
    case 'SMTP_SERVICE': {
      if (standIn.neverOpens) return [];
      const options = { ...settings, antiSpam: standIn.antiSpam, queue: paths.queue, log };
      return [{ what, open: () => startSmtpService(listen, options) }];
    }
    case 'SMTP_REPROCESS':
      return [{ what, open: () => startReprocessService(listen) }];
    case 'POP3_SERVICE': {
      const { proxied, server } = settings.pop3;
      return proxied ? [{ what, open: () => startPop3Service({ listen, server, host, log }) }] : [];
    }
  }
}

/**
 * Opens every port that the settings want, until `signal` is aborted. One that cannot be opened is named in the log, and
 * the others go on without it.
 */
export async function openServices(options: ServicesOptions): Promise<void> {
  const { settings, standIn, paths, log, signal } = options;
  const openings = settings.sockets.flatMap((socket) => openSocket(options, socket));
  if (standIn.console) {
    const listen = { host: '0.0.0.0', port: settings.consolePort };
    openings.push({ what: `console on ${listen.port}`, open: () => startConsole(listen, paths.certificate) });
  }
  for (const { what, open } of openings) {
    if (signal.aborted) return;
    try {
      const service = await open();
      if (signal.aborted) service.stop();
      else signal.addEventListener('abort', service.stop);
      log(`${what}: open`);
    } catch (error) {
      log(`error: ${what}: ${reasonOf(error)}`);
    }
  }
  log('ready');
}
