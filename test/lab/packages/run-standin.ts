import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runDpkg } from '../../../src/lab/packages/dpkg-command.js';
import { runRpm } from '../../../src/lab/packages/rpm-command.js';
import { StandinTarget } from '../../../src/lab/packages/standin-target.js';
import { packageRoot } from '../../../src/package-root.js';
import { type Ran, run } from './run.js';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Runs a stand-in's main program on a folder that plays the root. */
export function runStandin(program: 'rpm' | 'dpkg', root: string, args: readonly string[]): Ran {
  const main = join(packageRoot(), 'src', 'lab', 'packages', `${program}-standin.ts`);
  return run(process.execPath, ['--import', tsx, main, ...args], { LAB_ROOT: root });
}

/** The same without a process of its own, for what runs no scripts. */
export function askStandin(program: 'rpm' | 'dpkg', root: string, args: readonly string[]): Ran {
  const text = { out: '', err: '' };
  const add = (stream: 'out' | 'err') => (more: string) => {
    text[stream] += more;
  };
  const target = new StandinTarget(root, add('out'), add('err'));
  const code = program === 'rpm' ? runRpm(target, args) : runDpkg(target, args);
  return { code, ...text };
}
