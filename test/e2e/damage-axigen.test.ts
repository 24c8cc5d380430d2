import { axigenDamages } from './support/damages/axigen.js';
import { policyDamages } from './support/damages/axigen-policy.js';
import { tryDamages } from './support/try-damages.js';

tryDamages('e2e-damage-axigen', {}, [...axigenDamages, ...policyDamages]);
