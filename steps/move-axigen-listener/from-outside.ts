import type { Finding } from '../../src/model/finding.js';
import type { Probe } from '../../src/model/probe.js';
import type { Situation, Step } from '../../src/model/step.js';
import { axigen } from '../../src/products/axigen/product.js';
import { backendAddress, scannerOf } from '../../src/products/scanners.js';
import { judgeClosed, reachIfListening } from '../closed-to-outside.js';
import { outsideProbes, seenFromOutside } from '../from-outside.js';

const cliPort = axigen.commandLinePort;

/**
 * Both of AXIGEN's own ports that only this machine should reach. Its command line is looked at here because how it is used, and
 * on which port, is this step's concern (AXIGEN-CLI): no other one of the articles has to do with it.
 */
export function axigenFromOutside(
  step: Pick<Step, 'id' | 'passage'>,
  situation: Situation,
): readonly Finding[] {
  const { evidence, answers } = situation;
  const { port } = scannerOf(answers).backend;
  const backend = {
    wanted: `port ${port}, behind the scanner, cannot be reached from outside`,
    why: 'Whoever reaches this port brings mail in past the scanner, and looks like the scanner to AXIGEN.',
    port,
  };
  const cli = {
    wanted: 'AXIGEN\u2019s command line cannot be reached from outside',
    why: 'Who has the password of admin can change everything there, and it is asked for and sent unprotected.',
    port: cliPort,
  };
  return [
    ...seenFromOutside(step, 'OUTSIDE-BACKEND', evidence, backend, (seen) =>
      judgeClosed(
        situation,
        seen,
        port,
        `Give AXIGEN\u2019s listener the address ${backendAddress(answers)}. If it has that already, something passes connections on to it (a forwarding rule, a tunnel): close that.`,
      ),
    ),
    ...seenFromOutside(step, 'OUTSIDE-AXIGEN-CLI', evidence, cli, (seen) =>
      judgeClosed(
        situation,
        seen,
        cliPort,
        `Give the listener of the service cli the address 127.0.0.1:${cliPort} in AXIGEN, or close the port in the firewall. Where others are meant to reach it, waive this finding.`,
      ),
    ),
  ];
}

export function axigenOutsideProbes(situation: Situation): readonly Probe[] {
  const { facts, answers } = situation;
  const ports = [scannerOf(answers).backend.port, cliPort];
  return outsideProbes(situation, ...ports.flatMap((port) => reachIfListening(facts, port)));
}
