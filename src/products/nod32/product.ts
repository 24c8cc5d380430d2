import type { Service } from '../../model/service.js';

/** The two builds of NOD32 LMS 2.5x; only their paths differ (facts: scanners-and-hosts 1.2). */
export const nod32Builds = [
  { folder: '/etc/opt/eset/nod32', title: 'RedHat Ready / SuSE Ready build' },
  { folder: '/etc/nod32', title: 'plain Linux build' },
] as const;

export const nod32 = {
  title: 'NOD32',
  /** The name of the 2.51 package is not known for sure. */
  package: /nod32/i,
  section: 'smtp',
  /** Options of nod32d, and defaults for all agents. */
  globalSection: 'global',
  /** As installed (facts 1.4). */
  defaults: {
    listenAddress: 'localhost',
    listenPort: 2526,
    serverAddress: 'localhost',
    serverPort: 2525,
    scanThreads: 2,
  },
  /** As the article wants it. */
  wanted: { listenAddress: '0.0.0.0', listenPort: 25 },
  /** The article's answer of a proxy that has no mail server behind it yet. */
  standaloneAnswer: /^nod32smtp: server connect error/i,
  header: 'X-Virus-Scanner',
  headerValue: /NOD32|ESET/i,
} as const;

export const nod32Daemon: Service = {
  id: 'nod32d',
  title: 'the scanning daemon nod32d',
  script: '/etc/init.d/nod32d',
  process: 'nod32d',
  order: 2,
};

export const nod32Smtp: Service = {
  id: 'nod32smtp',
  title: 'the SMTP proxy nod32smtp',
  script: '/etc/init.d/nod32smtp',
  process: 'nod32smtp',
  order: 3,
};

/** Where AXIGEN listens once NOD32 has taken over port 25 (article, Interconnecting 1). */
export const backend = { address: '127.0.0.1', port: 2525 } as const;
