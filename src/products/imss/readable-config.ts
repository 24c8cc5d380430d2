import { type Fact, follow, present } from '../../host/fact.js';
import type { ImssConfig } from './config.js';
import type { ImssFacts } from './facts.js';

/** imss.ini as it was understood, and where it lies. */
export function readableImssConfig({ config, configFile }: ImssFacts): Fact<{
  readonly config: ImssConfig;
  readonly path: string;
}> {
  return follow(configFile, ({ path }) => follow(config, (value) => present({ config: value, path })));
}
