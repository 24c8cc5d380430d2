import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { explanationsByStep } from '../../steps/explanations/index.js';
import { axigenDamages } from './support/damages/axigen.js';
import { laterAxigenDamages } from './support/damages/axigen-10.js';
import { policyDamages } from './support/damages/axigen-policy.js';
import { producedElsewhere } from './support/damages/elsewhere.js';
import { imssDamages } from './support/damages/imss.js';
import { imssFileDamages } from './support/damages/imss-file.js';
import { imssMachineDamages } from './support/damages/imss-machine.js';
import { machineDamages } from './support/damages/machine.js';
import { scannerDamages } from './support/damages/scanner.js';

const ids = Object.values(explanationsByStep).flatMap((explanations) => Object.keys(explanations));
const done = [
  ...machineDamages,
  ...axigenDamages,
  ...policyDamages,
  ...scannerDamages,
  ...laterAxigenDamages,
  ...imssMachineDamages,
  ...imssFileDamages,
  ...imssDamages,
].flatMap(({ id, finds }) => [id, ...finds.map((one) => one.split(' ')[0] ?? '')]);

describe('every finding is produced by doing the damage', () => {
  test.each(ids)('%s', (id) => {
    if (done.includes(id)) return;
    const file = producedElsewhere[id] ?? 'nowhere';
    const path = fileURLToPath(new URL(`./${file}`, import.meta.url));
    expect(existsSync(path), `${id} is produced ${file}`).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain(id);
  });

  test('and what is named is a finding', () => {
    for (const id of [...done, ...Object.keys(producedElsewhere)]) expect(ids).toContain(id);
  });
});
