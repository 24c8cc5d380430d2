import { readFileSync } from 'node:fs';
import { reasonOf, StartRefusal } from '../daemon/start-refusal.js';

/** Reads nod32.cfg and makes settings of it. @throws StartRefusal that names the file. */
export function readConfig<T>(file: string, settingsOf: (text: string) => T): T {
  try {
    return settingsOf(readFileSync(file, 'latin1'));
  } catch (error) {
    throw new StartRefusal(`${file}: ${reasonOf(error)}`);
  }
}
