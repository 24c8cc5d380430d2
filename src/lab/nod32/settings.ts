import { dirname, join } from 'node:path';
import { StartRefusal } from '../daemon/start-refusal.js';
import type { Endpoint } from '../proxy/listen.js';
import { type ConfigSections, parseConfigText } from './config-text.js';
import { type Action, OptionReader } from './option-reader.js';

/** What nod32d takes from nod32.cfg. */
export interface DaemonSettings {
  /** How many messages are scanned at once. */
  readonly threads: number;
  readonly licenseFolder: string;
}

/** What nod32smtp takes from nod32.cfg. */
export interface SmtpSettings {
  readonly listen: Endpoint;
  readonly server: Endpoint;
  readonly policy: Policy;
  readonly temporaryFolder: string;
}

export interface Policy {
  readonly onProcessed: Action;
  readonly antivirus: boolean;
  readonly onInfected: Action;
  readonly onUncleanable: Action;
  readonly onNotScanned: Action;
}

const mostThreads = 1000;

function sectionsOf(text: string, ...wanted: readonly string[]): ConfigSections {
  const config = parseConfigText(text);
  for (const name of wanted) {
    if (!config.has(name)) throw new StartRefusal(`section [${name}] is missing`);
  }
  return config;
}

/** The resolver may not be at hand in a lab, and `localhost` must be the address that the article's telnet reaches. */
function hostOf(name: string): string {
  return name.toLowerCase() === 'localhost' ? '127.0.0.1' : name;
}

/** @throws StartRefusal naming the line, for a configuration that nod32d does not take. */
export function daemonSettings(text: string, configFile: string): DaemonSettings {
  const options = new OptionReader(sectionsOf(text, 'global'), 'global');
  return {
    threads: options.whole('num_thr', 2, 1, mostThreads),
    licenseFolder: options.text('nod32_lic_dir', join(dirname(configFile), 'license')),
  };
}

/** @throws StartRefusal naming the line, for a configuration that nod32smtp does not take. */
export function smtpSettings(text: string): SmtpSettings {
  const options = new OptionReader(sectionsOf(text, 'global', 'smtp'), 'smtp', 'global');
  if (!options.yes('agent_enabled', true))
    throw new StartRefusal('agent_enabled = no: the agent is turned off');
  options.yes('quarantine', false); // checked only: the stand-in keeps no copies
  return {
    listen: {
      host: hostOf(options.text('listen_addr', 'localhost')),
      port: options.whole('listen_port', 2526, 1, 65535),
    },
    server: {
      host: hostOf(options.text('server_addr', 'localhost')),
      port: options.whole('server_port', 2525, 1, 65535),
    },
    policy: {
      onProcessed: options.action('action_on_processed'),
      antivirus: options.yes('av_enabled', true),
      onInfected: options.action('action_on_infected'),
      onUncleanable: options.action('action_on_uncleanable'),
      onNotScanned: options.action('action_on_notscanned'),
    },
    temporaryFolder: options.text('tmp_dir', '/tmp'),
  };
}
