import { wrap } from '../text/wrap.js';
import { describeAxigen } from './axigen-options.js';
import { labCommandLine } from './command-line.js';
import { imssActivationCode, imssMedia } from './imss/install/media.js';
import { describeIsolation } from './isolation/isolation.js';
import type { Inspected, Lab } from './lab.js';
import {
  labAxigenPassword,
  labMailboxPassword,
  labOperatorPassword,
  labRecipient,
  labRootPassword,
} from './paths.js';
import type { ProductFingerprint } from './root/product-files.js';
import { scannerFacts } from './scanners.js';
import { eraFacts } from './ssh/era.js';

/**
 * `lab status`, one fact a line.
 * @param current the build of this program, told apart from the one that the lab holds.
 * @param width columns that the lines may take, 40 or more.
 */
export function describeLab(
  name: string,
  inspected: Inspected,
  current: ProductFingerprint,
  width = 80,
): string {
  const { lab } = inspected;
  if (!lab) return lines(wrap(`lab "${name}": ${absence(name, inspected)}`, width, '', '  '));
  const { options, running, standIns } = lab.record;
  const scanner = scannerFacts[options.scanner].title;
  const facts: readonly (readonly [string, string])[] = [
    ['dressed as', `${options.distro.title}, ${describeAxigen(options.axigen)}, for ${scanner}`],
    ['kept apart by', describeIsolation(running.isolation)],
    ['root directory', lab.root],
    ['held up by', `process ${running.holder.pid}`],
    [
      'stand-ins',
      `AXIGEN, ${scanner}${standIns.map((one) => `, ${one}`).join('')}; other commands are this machine's own`,
    ],
    ['mailbox', `${labRecipient}, password ${labMailboxPassword}`],
    ...(options.axigen.cli
      ? [['command line', `port 7000 in the lab, user admin, password ${labAxigenPassword}`] as const]
      : []),
    ...(options.scanner === 'imss'
      ? [['installer', `${imssMedia}/install.sh, activation code ${imssActivationCode}`] as const]
      : []),
    ['over SSH', describeSsh(lab)],
    ['gateway-setup', describeProduct(lab, current)],
  ];
  return lines([
    `lab "${name}": up`,
    ...facts.flatMap(([label, fact]) => wrap(fact, width, `  ${label.padEnd(16)}`, ' '.repeat(18))),
  ]);
}

function absence(name: string, { condition, busyWith }: Inspected): string {
  if (condition === 'busy') return `not up: it is being built or removed by process ${busyWith}`;
  if (condition === 'none') return `not there (${labCommandLine(name)} builds it)`;
  return `not running: its files are there, its processes are gone (${labCommandLine(name, 'reset')} builds it anew, ${labCommandLine(name, 'down')} removes it)`;
}

function describeProduct(lab: Lab, current: ProductFingerprint): string {
  const { product, options } = lab.record;
  if (product.server !== current.server) {
    return `another build than this one, its server too (${labCommandLine(options.name)} builds the lab anew)`;
  }
  if (product.setup !== current.setup) {
    return `another build than this one (${labCommandLine(options.name)} copies this one into the lab)`;
  }
  return 'the same build as this one';
}

function describeSsh({ record: { options, withoutSsh } }: Lab): string {
  if (withoutSsh !== undefined) return `not reachable: ${withoutSsh.why}`;
  const era =
    options.sshEra === undefined ? '' : `, with the algorithms of ${eraFacts[options.sshEra].version}`;
  const way = labCommandLine(options.name, 'ssh-config');
  return `${way} prints how${era}; root, password ${labRootPassword}, and operator, password ${labOperatorPassword}`;
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
