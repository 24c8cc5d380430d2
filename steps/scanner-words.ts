import type { ScannerId } from '../src/model/scanner-id.js';
import type { Scanner } from '../src/products/scanner.js';

type Named = Pick<Scanner, 'id' | 'configName'>;

const logs: Readonly<Record<ScannerId, string>> = {
  nod32: 'Look into the logs of nod32smtp and AXIGEN.',
  imss: 'Look into the folder log of IMSS, and into AXIGEN\u2019s log.',
};

const wayOn: Readonly<Record<ScannerId, string>> = {
  nod32: 'server_addr and server_port',
  imss: 'the address and port to which it hands mail on',
};

const servicesMatter: Readonly<Record<ScannerId, string>> = {
  nod32: 'nod32smtp takes the mail, nod32d scans it.',
  imss: 'Without it no mail comes in, and none is scanned.',
};

/** Why the services of the scanner must run. */
export function whyServices({ id }: Named): string {
  return servicesMatter[id];
}

/** Where the reason stands when a dialogue through the scanner fails. */
export function readLogs({ id }: Named): string {
  return logs[id];
}

/** What to do about a scanner that answers 421 because nothing is behind it. */
export function handsOnElsewhere({ id, configName }: Named): string {
  return `The scanner does not reach AXIGEN: compare ${wayOn[id]} in ${configName} with AXIGEN\u2019s listener.`;
}
