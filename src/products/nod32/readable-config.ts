import { type Fact, follow, present } from '../../host/fact.js';
import type { Nod32Facts } from '../host-facts.js';
import type { Nod32Config } from './config.js';

/** nod32.cfg as it was understood, and where it lies. */
export function readableNod32Config({ config, configFile }: Nod32Facts): Fact<{
  readonly config: Nod32Config;
  readonly path: string;
}> {
  return follow(configFile, ({ path }) => follow(config, (value) => present({ config: value, path })));
}
