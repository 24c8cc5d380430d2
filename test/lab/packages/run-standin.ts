import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../../src/package-root.js';
import { type Ran, run } from './run.js';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Runs a stand-in's main program on a folder that plays the root. */
export function runStandin(program: 'rpm' | 'dpkg', root: string, args: readonly string[]): Ran {
  const main = join(packageRoot(), 'src', 'lab', 'packages', `${program}-standin.ts`);
  return run(process.execPath, ['--import', tsx, main, ...args], { LAB_ROOT: root });
}
