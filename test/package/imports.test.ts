import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { scannerIds } from '../../src/model/scanner-id.js';
import { packageRoot } from '../../src/package-root.js';
import { readRepositoryFile, repositoryFiles } from './repository.js';

/** Which parts of the house each part may import. Files directly in src/ are for everybody. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  text: [],
  host: ['text'],
  smtp: ['text'],
  documents: ['text'],
  products: ['model', 'documents', 'smtp', 'host', 'text'],
  model: [],
  questions: ['products', 'model', 'smtp', 'text'],
  steps: ['model', 'products', 'documents', 'smtp'],
  engine: ['steps', 'questions', 'model', 'products', 'documents', 'smtp', 'host', 'text'],
  report: ['steps', 'engine', 'questions', 'model', 'products', 'host', 'text'],
  wizard: ['report', 'engine', 'questions', 'model', 'text'],
  cli: ['wizard', 'report', 'engine', 'questions', 'model', 'host', 'text', 'lab'],
  // What the wizard reads and writes here was written by somebody who read the manuals, not our parsers.
  lab: ['text'],
};

/** What a part may know the shape of, but never call: a step, for one, does not touch the host. */
const typesOnly: Readonly<Record<string, readonly string[]>> = {
  model: ['products', 'smtp'],
  steps: ['host'],
  wizard: ['host'],
};

const sources = repositoryFiles().filter((path) => /^(src|steps)\/.+\.ts$/.test(path));

function partOf(path: string): string | undefined {
  const [top, folder, ...rest] = path.split('/');
  if (top === 'steps') return 'steps';
  return rest.length === 0 ? undefined : folder;
}

interface Import {
  readonly target: string;
  /** `import type`: gone once it is compiled. */
  readonly isType: boolean;
}

/** The files that a file imports, also late; packages are left out. */
function importsOf(path: string): readonly Import[] {
  const text = readRepositoryFile(path);
  const statements = /\b(?:(import|export)( type)?\b[^;'"]*?from |import *\(? *)'(\.[^']+)'/g;
  return [...text.matchAll(statements)].map(([, , type, target = '']) => ({
    target: normalize(join(dirname(path), target)).replace(/\.js$/, '.ts'),
    isType: type !== undefined,
  }));
}

test('every import is a file that there is', () => {
  const missing = sources.flatMap((path) =>
    importsOf(path).filter(({ target }) => !existsSync(join(packageRoot(), target))),
  );
  expect(missing).toEqual([]);
  expect(sources.flatMap(importsOf).length).toBeGreaterThan(1000);
});

test('every part of the house is known', () => {
  const parts = new Set(sources.flatMap((path) => partOf(path) ?? []));
  expect([...parts].sort()).toEqual(Object.keys(allowed).sort());
});

test('imports run downward only, and the lab stands alone', () => {
  const wrong = sources.flatMap((path) => {
    const part = partOf(path);
    if (part === undefined) return [];
    return importsOf(path)
      .filter(({ target, isType }) => {
        const other = partOf(target);
        if (other === undefined || other === part) return false;
        const may = [...(allowed[part] ?? []), ...(isType ? (typesOnly[part] ?? []) : [])];
        return !may.includes(other);
      })
      .map(({ target }) => `${path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('what is not a step learns of a scanner only through the record of all of them', () => {
  const parts = new Set(['questions', 'engine', 'report', 'wizard', 'cli']);
  const own = new RegExp(`^src/products/(${scannerIds.join('|')})/`);
  const asking = sources.filter((path) => parts.has(partOf(path) ?? ''));
  const wrong = asking.flatMap((path) =>
    importsOf(path)
      .filter(({ target }) => own.test(target))
      .map(({ target }) => `${path} imports ${target}`),
  );
  expect(wrong).toEqual([]);
  const named = new RegExp(`'(${scannerIds.join('|')})'`);
  const branching = asking.filter((path) => !/^src\/(questions|cli)\//.test(path));
  expect(branching.filter((path) => named.test(readRepositoryFile(path)))).toEqual([]);
  const products = asking.flatMap(importsOf).map(({ target }) => target);
  expect(products).toContain('src/products/scanners.ts');
});
