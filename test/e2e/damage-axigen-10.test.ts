import { laterAxigenDamages } from './support/damages/axigen-10.js';
import { tryDamages } from './support/try-damages.js';

tryDamages('e2e-damage-10', { axigen: '10' }, laterAxigenDamages);
