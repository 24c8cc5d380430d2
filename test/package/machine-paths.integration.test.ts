import { describe, expect, test } from 'vitest';
import { readRepositoryFile, repositoryFiles } from './repository.js';

/** Folders of the machines on which people and programs work: a path into them means nothing anywhere else. */
const machineFolders = ['home', 'Users', 'work', 'workspace', 'builds'];
/** `/home/me` is everybody's example of a home folder. */
const machinePath = new RegExp(`(?<![\\w.~@-])/(?:${machineFolders.join('|')})/(?!me\\b)[\\w.-]+`, 'g');
/** Made of its parts, so that this file does not name it. */
const registryHost = ['registry', 'npmjs', 'org'].join('.');

const files = repositoryFiles();

test('the pattern knows such a path when it sees one', () => {
  const inside = [...machineFolders, 'tmp'].map((folder) => `see ${['', folder, 'someone', 'x'].join('/')}!`);
  expect(inside.map((text) => text.match(machinePath)?.length ?? 0)).toEqual([1, 1, 1, 1, 1, 0]);
  expect('src/work/x ~/home/y'.match(machinePath)).toBeNull();
});

describe('the repository', () => {
  test('has files to look into', () => {
    expect(files).toContain('README.md');
    expect(files).toContain('test/package/machine-paths.integration.test.ts');
  });

  test('names no path of any one machine, and no package registry', () => {
    const found = files.flatMap((file) => {
      const text = readRepositoryFile(file);
      const paths = text.match(machinePath) ?? [];
      return [...paths, ...(text.includes(registryHost) ? [registryHost] : [])].map(
        (one) => `${file}: ${one}`,
      );
    });
    expect(found).toEqual([]);
  });
});
