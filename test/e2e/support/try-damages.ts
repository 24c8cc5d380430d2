import { beforeAll, test } from 'vitest';
import type { LabRequest } from '../../../src/lab/options.js';
import { type Damage, expectFound, keepGood } from './damage.js';
import { type ServerLab, useLabs } from './server-lab.js';

/** Declares a test for each damage, all on one gateway that was set up before. */
export function tryDamages(
  name: string,
  request: Omit<LabRequest, 'name'>,
  damages: readonly Damage[],
): void {
  const labs = useLabs();
  let server: ServerLab;

  beforeAll(async () => {
    server = await labs.create(name, request);
    await server.setup();
    await keepGood(server);
  });

  test.each(damages.map((damage) => [damage.id, damage.what, damage] as const))(
    '%s: %s',
    (_id, _what, damage) => expectFound(server, damage),
  );
}
