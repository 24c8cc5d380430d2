import type { Situation } from '../src/model/step.js';
import { nod32 } from '../src/products/nod32/product.js';

/** Where nod32smtp listens by its file; undefined when what stands there is no port. */
export function scannerPort({ nod32: { config } }: Situation['facts']): number | undefined {
  if (config.state !== 'present') return nod32.defaults.listenPort;
  const { value } = config.value.listenPort;
  const port = /^\d{1,5}$/.test(value) ? Number(value) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}
