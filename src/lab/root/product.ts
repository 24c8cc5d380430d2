import { existsSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { packageRoot } from '../../package-root.js';
import { inLab } from '../paths.js';
import { dependencyClosure } from './dependency-closure.js';
import { copyLibraries } from './libraries.js';
import { notBundled } from './not-bundled.js';
import { productFolders, requireBuilt } from './product-files.js';
import { Tree } from './tree.js';

/** Node and this product, in the lab's /opt/lab, with the command that an operator types. */
export function populateProduct(tree: Tree): void {
  copyNode(tree);
  copyProduct(tree, inLab.product);
  tree.file('/usr/local/bin/gateway-setup', nodeWrapper('bin/gateway-setup.js'), 0o755);
}

/**
 * Puts a fresh copy of this product in the place of the one in a lab that is up. What runs on the old one
 * has its files open or in memory already.
 */
export function refreshProduct(root: string): void {
  const tree = new Tree(root);
  const [fresh, old] = [`${inLab.product}.new`, `${inLab.product}.old`];
  for (const left of [fresh, old]) rmSync(tree.at(left), { recursive: true, force: true });
  copyProduct(tree, fresh);
  renameSync(tree.at(inLab.product), tree.at(old));
  renameSync(tree.at(fresh), tree.at(inLab.product));
  rmSync(tree.at(old), { recursive: true });
}

/** @throws UserError when this clone is not built, or a dependency is not installed. */
function copyProduct(tree: Tree, to: string): void {
  const from = packageRoot();
  requireBuilt(from);
  tree.copy(join(from, 'package.json'), `${to}/package.json`);
  for (const folder of productFolders) tree.copyFolder(join(from, folder), `${to}/${folder}`);
  for (const { from: source, to: place } of dependencyClosure(from, notInLab(from))) {
    tree.copyFolder(source, `${to}/${place}`, isNotForRunning);
  }
}

/** What dist/ has within itself, what only the builder of a lab needs, out here, and what ssh2 does without. */
function notInLab(root: string): readonly string[] {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const bundled = Object.keys(dependencies).filter((name) => !notBundled.some((one) => one === name));
  return [...bundled, 'selfsigned', 'cpu-features', 'nan'];
}

/**
 * Nested packages are placed by themselves. What is not needed to run, such as type declarations, is left out: making
 * files is most of the work of building a lab.
 */
function isNotForRunning(name: string): boolean {
  return (
    /^(node_modules|tests?|examples)$/.test(name) ||
    /\.([cm]?ts|map|md|markdown|ya?ml|c|cc|d|h|o|gypi?|mk|bat|exe)$/i.test(name) ||
    /^(licen[sc]e|changelog|readme|authors)(\.txt)?$/i.test(name)
  );
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
