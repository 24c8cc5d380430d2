import { build } from 'esbuild';
import { banner, outside } from '../build/packages.js';
import { packageRoot } from '../src/package-root.js';

/**
 * Makes bench/inside-lab.ts one file, which runs in a lab. What it has not within itself are those packages that the product's own
 * bundle leaves outside, too: a lab has no others. @returns what it imports
 */
export async function buildForLab(outfile: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: packageRoot(),
    entryPoints: ['bench/inside-lab.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: [...outside],
    banner: { js: banner },
    metafile: true,
    logLevel: 'warning',
  });
  return Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
}
