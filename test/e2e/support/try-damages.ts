import { beforeAll, test } from 'vitest';
import type { LabRequest } from '../../../src/lab/options.js';
import { type Damage, Patient } from './damage.js';
import { type ServerLab, useLabs } from './server-lab.js';

/** Declares a test for each damage, all on one gateway that was set up before. `prepare`: done before. */
export function tryDamages(
  name: string,
  request: Omit<LabRequest, 'name'>,
  damages: readonly Damage[],
  prepare: (server: ServerLab) => Promise<void> = async () => {},
): void {
  const labs = useLabs();
  let patient: Patient;

  beforeAll(async () => {
    const server = await labs.create(name, request);
    await prepare(server);
    await server.setup();
    patient = new Patient(server);
    await patient.sh('keep_good');
  });

  test.each(damages.map((damage) => [damage.id, damage.what, damage] as const))(
    '%s: %s',
    (_id, _what, damage) => patient.suffers(damage),
  );

  test('nothing is left of all this', () => patient.isWell());
}
