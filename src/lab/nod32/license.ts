import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf, StartRefusal } from '../daemon/start-refusal.js';

/**
 * The licence file that nod32d takes: the first regular file with anything in it. What a licence of 2.51 looks like
 * inside is not known, so nothing more is asked of it.
 *
 * @throws StartRefusal when the folder holds none.
 */
export function findLicense(folder: string): string {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    throw new StartRefusal(`no license: cannot read ${folder}: ${reasonOf(error)}`);
  }
  const files = names.map((name) => join(folder, name));
  const license = files.find((file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat?.isFile() === true && stat.size > 0;
  });
  if (license !== undefined) return license;
  throw new StartRefusal(`no license: ${folder} holds no license key`);
}
