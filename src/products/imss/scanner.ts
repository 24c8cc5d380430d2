import { follow, present } from '../../host/fact.js';
import { isPort } from '../host/ports.js';
import type { HostFacts } from '../host-facts.js';
import type { Scanner, ScannerRoute } from '../scanner.js';
import type { ImssConfig } from './config.js';
import { imssDistributions } from './distributions.js';
import { imss, imssBackend, imssService } from './product.js';

/** TrendMicro's IMSS (article AXIGEN + IMSS). */
export const imssScanner: Scanner = {
  id: 'imss',
  title: imss.title,
  product: imss.product,
  article: 'AXIGEN + IMSS',
  articleTitle: 'Protecting the AXIGEN Messaging Solution with TrendMicro',
  findings: 'IMSS',
  distributions: imssDistributions,
  backend: imssBackend,
  ownPort: imss.ownPort,
  configName: imss.configName,
  header: imss.header,
  // The number in it is the header's own version, and any is seen (facts: scanners-and-hosts 2.6).
  isOwnHeader: () => true,
  headerMayBeMissing:
    'its anti-spam module adds the header, and whether it does so while that is off is not known',
  standalone: {
    text: 'Internal configuration error',
    pattern: imss.standaloneAnswer,
    connected: [
      'it hands mail on to a mail server that answers already: another port than 10026 may stand in imss.ini',
      'another program of this server answers on 127.0.0.1:10026',
    ],
    down: [
      'its services were not given the half minute that they need to start',
      'the activation code was not accepted, or has expired',
      'its own log, below the folder in which it is installed, says more',
    ],
  },
  greeting: imss.greeting,
  console: imss.console,
  services: (facts) => [serviceOf(facts)],
  proxy: serviceOf,
  isInstalled: ({ imss: { configFile, script } }) =>
    configFile.state === 'present' && script.state === 'present',
  version: ({ imss: { package: found } }) => (found.state === 'present' ? found.value.version : undefined),
  configFile: (facts) => facts.imss.configFile,
  configPaths,
  listenPort,
  route: ({ imss: { config } }) => follow(config, (value) => present(routeOf(value))),
};

function serviceOf({ imss: { root } }: HostFacts) {
  return root.state === 'present' ? imssService(root.value.folder) : imssService();
}

function configPaths({ imss: { roots } }: HostFacts): readonly string[] {
  const found = roots.length === 0 ? [imss.defaultRoot] : roots.map(({ path }) => path);
  return found.map((root) => `${root}/${imss.configFile}`);
}

function listenPort({ imss: { config } }: HostFacts): number | undefined {
  if (config.state !== 'present') return imss.ownPort;
  const [socket, ...others] = config.value.smtpSockets;
  if (socket === undefined || others.length > 0) return undefined;
  if (socket.port === undefined) return imss.ownPort;
  return isPort(socket.port.value) ? Number(socket.port.value) : undefined;
}

function routeOf({ smtpSockets, proxyAddress, downstream }: ImssConfig): ScannerRoute {
  return {
    listens: {
      address: proxyAddress[0]?.value ?? imss.defaults.listenAddress,
      port: smtpSockets[0]?.port?.value ?? String(imss.ownPort),
    },
    handsOn: downstream === undefined ? undefined : { address: downstream.address, port: downstream.port },
  };
}
