import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { axigenService } from '../../src/products/axigen/product.js';
import { holdersOf } from '../../src/products/host/ports.js';
import { publicPort } from '../../src/products/public-port.js';
import { backendAddress, scannerOf } from '../../src/products/scanners.js';
import { findingOf } from '../finding-of.js';

/** Where AXIGEN really listens: configured and running are two facts. */
export function assessLive(
  step: Pick<Step, 'id' | 'passage'>,
  { facts: { listening }, answers }: Situation,
): Finding {
  const { backend } = scannerOf(answers);
  const wanted = backendAddress(answers);
  const rest = {
    wanted: `AXIGEN listens on ${wanted} and not on port 25`,
    where: `port ${backend.port}`,
    why: 'A file that was edited does nothing until AXIGEN has read it.',
  };
  if (listening.state !== 'present') {
    return findingOf(step, 'AXIGEN-LISTENER-LIVE', 'unknown', {
      ...rest,
      found: 'the listening ports could not be read',
    });
  }
  const backendHolders = holdersOf(listening.value, backend.port);
  const onBackend = backendHolders.some(
    ({ address, program }) => address === backend.address && isAxigen(program),
  );
  const exposed = backendHolders.some(({ address }) => address !== backend.address);
  const on25 = holdersOf(listening.value, publicPort).some(({ program }) => isAxigen(program));
  const good = onBackend && !exposed && !on25;
  const found = [
    onBackend ? `it listens on ${wanted}` : `it does not listen on ${wanted}`,
    ...(exposed
      ? [`port ${backend.port} is open on ${backendHolders.map((one) => one.address).join(', ')}`]
      : []),
    ...(on25 ? ['it still holds port 25'] : []),
  ].join('; ');
  return findingOf(step, 'AXIGEN-LISTENER-LIVE', good ? 'ok' : 'drift', {
    ...rest,
    found,
    ...(good
      ? {}
      : { remedy: `${axigenService.script} restart, then look into AXIGEN\u2019s log if it stays so.` }),
  });
}

function isAxigen(program: string | undefined): boolean {
  return program === undefined || program === axigenService.process;
}
