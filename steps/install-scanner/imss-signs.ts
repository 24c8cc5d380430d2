import { holdersOf, isHeldBy } from '../../src/products/host/ports.js';
import type { HostFacts } from '../../src/products/host-facts.js';
import { imss } from '../../src/products/imss/product.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import { listed } from '../../src/products/service-words.js';

/** Which of the four signs of an installed IMSS are seen: its file, its start script, its port for mail and its console's. */
export function imssSigns(facts: HostFacts): string {
  const { root } = facts.imss;
  const folder = root.state === 'present' ? ` in ${root.value.path}` : '';
  const version = imssScanner.version(facts);
  const ports = [imssScanner.listenPort(facts) ?? imss.ownPort, imss.console.port];
  const open = ports.filter((port) => isOpen(facts, port));
  const closed = ports.filter((port) => !open.includes(port));
  const seen = [`${imss.configFile}${folder}`, imss.script, ...open.map(portWord)];
  return [
    ...(version === undefined ? [] : [`version ${version}`]),
    listed(seen),
    ...(facts.listening.state === 'present' && closed.length > 0
      ? [`not seen: ${listed(closed.map(portWord))}`]
      : []),
  ].join('; ');
}

function isOpen(facts: HostFacts, port: number): boolean {
  const service = imssScanner.proxy(facts);
  const { listening } = facts;
  return (
    listening.state === 'present' && holdersOf(listening.value, port).some((one) => isHeldBy(one, service))
  );
}

function portWord(port: number): string {
  return `port ${port}`;
}
