import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { banner, outside } from '../../build/packages.js';
import { inLab } from '../../src/lab/paths.js';
import { packageRoot } from '../../src/package-root.js';

const hooks = fileURLToPath(new URL('./hooks.sh', import.meta.url));

/** The wizard that can be stopped, as one file, in a folder that looks like this package's. */
export interface Bundle {
  readonly program: string;
  /** Puts it beside the product in a lab. @returns its path there */
  intoLab(root: string): string;
  remove(): void;
}

export async function bundleWizard(): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-setup-crash-'));
  const program = join(folder, 'crash', 'wizard.mjs');
  mkdirSync(join(folder, 'crash'));
  for (const name of ['node_modules', 'templates', 'package.json'])
    symlinkSync(join(packageRoot(), name), join(folder, name));
  await build({
    entryPoints: [fileURLToPath(new URL('./wizard.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.17',
    external: [...outside],
    banner: { js: banner },
    charset: 'utf8',
    logLevel: 'warning',
  });
  copyFileSync(hooks, join(folder, 'crash', 'hooks.sh'));
  return {
    program,
    intoLab(root) {
      const there = join(root, inLab.product, 'crash');
      mkdirSync(there, { recursive: true });
      copyFileSync(program, join(there, 'wizard.mjs'));
      copyFileSync(hooks, join(there, 'hooks.sh'));
      return `${inLab.product}/crash/wizard.mjs`;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
