import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notBundled } from '../src/lab/root/not-bundled.js';

// Of the files that a command opens two thirds were those of packages: they go into dist/, with their licences.

/** As esbuild names what stays outside. */
export const outside: readonly string[] = [...notBundled, 'cpu-features'];

/**
 * A bundle of modules has no `require`, and packages of the older form ask it for Node's own modules.
 * https://esbuild.github.io/api/#banner
 */
export const banner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** The folder of the package that a source belongs to; undefined: it is our own. */
const packageFolder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** The licences of all packages of which something was bundled, as one text. @throws Error for one that has none. */
export function licensesOf(root: string, sources: readonly string[]): string {
  const folders = new Set(sources.flatMap((source) => packageFolder.exec(source)?.[1] ?? []));
  const texts = [...folders].map((folder) => licenseOf(join(root, folder)));
  return `What is bundled in dist/ besides gateway-setup itself, and under which licence.\n${[...new Set(texts)].sort().join('')}`;
}

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const file = readdirSync(folder).find((one) => /^licen[sc]e(\.(md|txt))?$/i.test(one));
  if (file === undefined && license === undefined) throw new Error(`${name} does not say its licence`);
  const text = file === undefined ? `${license}\n` : readFileSync(join(folder, file), 'utf8').trim();
  return `\n${'-'.repeat(80)}\n${name} ${version}\n\n${text.trim()}\n`;
}
