import { follow, present } from '../../host/fact.js';
import { isPort } from '../host/ports.js';
import type { HostFacts } from '../host-facts.js';
import type { Scanner } from '../scanner.js';
import { listedDistributions } from './distributions.js';
import { isNod32Installed } from './installed.js';
import { backend, nod32, nod32Builds, nod32Daemon, nod32Smtp } from './product.js';

/** ESET NOD32 for Linux Mail Server (article AXIGEN + NOD32). */
export const nod32Scanner: Scanner = {
  id: 'nod32',
  title: nod32.title,
  product: 'NOD32 for Linux Mail Server',
  article: 'AXIGEN + NOD32',
  articleTitle: 'Protecting the AXIGEN Messaging Solution with NOD32',
  findings: 'NOD32',
  distributions: listedDistributions,
  backend,
  ownPort: nod32.defaults.listenPort,
  configName: 'nod32.cfg',
  header: nod32.header,
  isOwnHeader: (value) => nod32.headerValue.test(value),
  standalone: {
    text: 'nod32smtp: server connect error, closing connection',
    pattern: nod32.standaloneAnswer,
    connected: [
      'a mail server listens behind the proxy already (server_addr, server_port in nod32.cfg)',
      'another program holds this port',
    ],
    down: [
      'nod32smtp is not running: look into /var/log for its reason (maillog, mail.log, messages)',
      'nod32d is not running: the licence is missing or has expired',
      'another program holds this port',
      'listen_port in nod32.cfg was changed without a restart',
    ],
  },
  services: () => [nod32Daemon, nod32Smtp],
  proxy: () => nod32Smtp,
  isInstalled: (facts) => isNod32Installed(facts.nod32),
  version: ({ nod32: { package: found } }) => (found.state === 'present' ? found.value.version : undefined),
  configFile: (facts) => facts.nod32.configFile,
  configPaths: () => nod32Builds.map(({ folder }) => `${folder}/nod32.cfg`),
  listenPort,
  route: ({ nod32: { config } }) =>
    follow(config, ({ listenAddress, listenPort: port, serverAddress, serverPort }) =>
      present({
        listens: { address: listenAddress.value, port: port.value },
        handsOn: { address: serverAddress.value, port: serverPort.value },
      }),
    ),
};

function listenPort({ nod32: { config } }: HostFacts): number | undefined {
  if (config.state !== 'present') return nod32.defaults.listenPort;
  const { value } = config.value.listenPort;
  return isPort(value) ? Number(value) : undefined;
}
