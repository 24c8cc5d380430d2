import { imssDamages } from './support/damages/imss.js';
import { imssMachineDamages } from './support/damages/imss-machine.js';
import { setStandIn, waive } from './support/imss.js';
import { tryDamages } from './support/try-damages.js';

tryDamages(
  'e2e-damage-imss',
  { scanner: 'imss' },
  [...imssMachineDamages, ...imssDamages],
  async (server) => {
    await setStandIn(server, { delay: '0' });
    await waive(server, 'IMSS-CONSOLE-EXPOSED');
  },
);
