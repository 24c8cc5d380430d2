import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { UserError } from '../../errors.js';
import { packageRoot } from '../../package-root.js';
import { inLab } from '../paths.js';
import { dependencyClosure } from './dependency-closure.js';
import { copyLibraries } from './libraries.js';
import type { Tree } from './tree.js';

/** Node and this product, in the lab's /opt/lab, with the command that an operator types. */
export function populateProduct(tree: Tree): void {
  copyNode(tree);
  const from = packageRoot();
  if (!existsSync(join(from, 'dist', 'src', 'cli', 'main.js'))) {
    throw new UserError('this clone of gateway-setup is not built', {
      why: 'the lab gets a copy of the built program',
      next: 'run `npm run build`',
    });
  }
  tree.copy(join(from, 'package.json'), `${inLab.product}/package.json`);
  for (const folder of ['bin', 'dist', 'templates'])
    tree.copyFolder(join(from, folder), `${inLab.product}/${folder}`);
  for (const { from: source, to } of dependencyClosure(from)) {
    tree.copyFolder(source, `${inLab.product}/${to}`, isNotForRunning);
  }
  tree.file('/usr/local/bin/gateway-setup', nodeWrapper('bin/gateway-setup.js'), 0o755);
}

/** Nested packages are placed by themselves; type declarations and source maps are not needed to run. */
function isNotForRunning(name: string): boolean {
  return name === 'node_modules' || /\.(d\.[cm]?ts|map)$/.test(name);
}

/** A command of the lab that is one of this product's programs. */
export function nodeWrapper(program: string): string {
  return `#!/bin/sh\nexec ${inLab.node} ${inLab.product}/${program} "$@"\n`;
}

function copyNode(tree: Tree): void {
  const node = realpathSync(process.execPath);
  tree.copy(node, inLab.node, 0o755);
  copyLibraries(tree, [node]);
  // Distributions build Node with some of its own modules kept outside of the program.
  const variables = new Map<string, unknown>(Object.entries(process.config.variables));
  const outside = variables.get('node_builtin_shareable_builtins');
  for (const path of Array.isArray(outside) ? outside : []) {
    if (typeof path === 'string' && isAbsolute(path) && existsSync(path)) tree.copy(realpathSync(path), path);
  }
}
