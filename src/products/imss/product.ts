import type { Service } from '../../model/service.js';

/** InterScan Messaging Security Suite 5.7 for Linux (article AXIGEN + IMSS; facts: scanners-and-hosts 2). */
export const imss = {
  title: 'IMSS',
  product: "TrendMicro's InterScan Messaging Security Suite",
  /** The name of its package is not known, nor whether there is one. */
  package: /imss/i,
  defaultRoot: '/opt/trend/imss',
  /** Below the root. */
  configFile: 'config/imss.ini',
  configName: 'imss.ini',
  /** "S99" belongs to the file's name. */
  script: '/etc/init.d/S99ISIMSS',
  /** Of its SMTP proxy, as installed. */
  ownPort: 10_025,
  /** The article's answer of a proxy that has no mail server behind it yet. */
  standaloneAnswer: /^Internal configuration error/i,
  /** The first line of its greeting; AXIGEN's follows (Interconnecting 4). */
  greeting: /^TrendMicro IMSS SMTP proxy/,
  console: { port: 8445, path: '/IMSS.html' },
  header: 'X-imss-version',
  /** What all of its headers begin with. */
  headerPrefix: 'X-imss-',
  /** As the article wants imss.ini. */
  wanted: { listenAddress: '0.0.0.0', listenPort: 25, pop3: 'no' },
  /** As the article says they stand there after an installation. */
  defaults: { listenAddress: '127.0.0.1' },
} as const;

/** Where AXIGEN listens once IMSS has taken over port 25 (article, Interconnecting 1). */
export const imssBackend = { address: '127.0.0.1', port: 10_026 } as const;

/**
 * The names of its programs are not known: whatever runs from below the folder counts. Half a minute is what the article
 * allows it to start its services; an old machine may take longer.
 */
export function imssService(folder: string = imss.defaultRoot): Service {
  return {
    id: 'imss',
    title: imss.title,
    script: imss.script,
    process: `${folder}/`,
    order: 2,
    patience: 120,
  };
}
