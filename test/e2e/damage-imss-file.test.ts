import { imssFileDamages } from './support/damages/imss-file.js';
import { setStandIn, waive } from './support/imss.js';
import { tryDamages } from './support/try-damages.js';

tryDamages('e2e-damage-imss-file', { scanner: 'imss' }, imssFileDamages, async (server) => {
  await setStandIn(server, { delay: '0' });
  await waive(server, 'IMSS-CONSOLE-EXPOSED');
});
