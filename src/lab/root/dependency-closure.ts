import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../errors.js';

export interface PlacedPackage {
  /** Folder of the package on this machine. */
  readonly from: string;
  /** Where it goes, relative to the product's folder, such as `node_modules/execa`. */
  readonly to: string;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** As Node resolves a package name: the nearest node_modules upwards. */
function resolveFrom(folder: string, name: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
    if (dirname(at) === at) return undefined;
  }
}

/** Which package a name means inside the new layout, seen from one of its folders. */
function lookUp(layout: ReadonlyMap<string, string>, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    const found = layout.get(at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`);
    if (found !== undefined || at === '') return found;
  }
}

/**
 * Everything that the package in `root` needs to run, wherever npm has put it (a clone's own node_modules,
 * or hoisted beside the package by npx), laid out below one node_modules. A second version of a package
 * goes below the one that needs it.
 * @param without dependencies of `root`, and optional ones of any package, to be left out with what only they need.
 * @throws UserError when a dependency is not installed.
 */
export function dependencyClosure(root: string, without: readonly string[] = []): PlacedPackage[] {
  const layout = new Map<string, string>();
  const queue: { from: string; to: string }[] = [{ from: realpathSync(root), to: '' }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { dependencies = {}, optionalDependencies = {} } = manifestOf(next.from);
    // All of a package's own needs are placed before theirs: a nested one must be there before it can hide another.
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      if ((next.to === '' || name in optionalDependencies) && without.includes(name)) continue;
      const from = resolveFrom(next.from, name);
      if (from === undefined) {
        if (name in optionalDependencies) continue;
        throw new UserError(`the package "${name}" is not installed`, {
          why: 'the lab gets a copy of this program with everything that it needs',
          next: 'run `npm ci` in the clone, or install gateway-setup again',
        });
      }
      const visible = lookUp(layout, next.to, name);
      if (visible === from) continue;
      const to =
        visible === undefined || next.to === '' ? `node_modules/${name}` : `${next.to}/node_modules/${name}`;
      layout.set(to, from);
      queue.push({ from, to });
    }
  }
  return [...layout].map(([to, from]) => ({ from, to }));
}
