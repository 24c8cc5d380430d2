import { machineDamages } from './support/damages/machine.js';
import { scannerDamages } from './support/damages/scanner.js';
import { tryDamages } from './support/try-damages.js';

tryDamages('e2e-damage-scanner', {}, [...machineDamages, ...scannerDamages]);
