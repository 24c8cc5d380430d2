import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors.js';
import { packageRoot } from '../../package-root.js';
import { dependencyClosure } from './dependency-closure.js';

/** The product's own folders that a lab holds a copy of, beside package.json and the dependencies. */
export const productFolders = ['bin', 'dist', 'templates'] as const;

/** What a lab that is up was made from: the programs that run in it, and a fingerprint of what has built its server. */
const serverParts = /^(dist\/src\/lab|templates\/lab)\//;

/** Tells one build of this product from another, by contents: a build that changed nothing is the same. */
export interface ProductFingerprint {
  /** The lab's server and its stand-ins, and the Node that they run on. */
  readonly server: string;
  /** Everything else: the setup itself, and what it depends on. */
  readonly setup: string;
}

/** @throws UserError when the clone is not built. */
export function requireBuilt(root: string): void {
  if (existsSync(join(root, 'dist', 'src', 'cli', 'main.js'))) return;
  throw new UserError('this clone of gateway-setup is not built', {
    why: 'the lab gets a copy of the built program',
    next: 'run `npm run build`',
  });
}

/** Reads every file of the product (some megabytes, milliseconds). @throws UserError when it is not built. */
export function productFingerprint(root: string = packageRoot()): ProductFingerprint {
  requireBuilt(root);
  const server = createHash('sha1').update(process.version);
  const setup = createHash('sha1');
  for (const path of ['package.json', ...productFolders.flatMap((folder) => filesBelow(root, folder))]) {
    const content = readFileSync(join(root, path));
    // The length keeps the end of one file apart from the name of the next.
    (serverParts.test(path) ? server : setup).update(`${path}\0${content.length}\0`).update(content);
  }
  for (const { from, to } of dependencyClosure(root)) {
    setup.update(`${to}\0`).update(readFileSync(join(from, 'package.json')));
  }
  return { server: server.digest('hex'), setup: setup.digest('hex') };
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}
