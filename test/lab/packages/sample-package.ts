import type { PackageSpec } from '../../../src/lab/packages/package-spec.js';

/** One of everything that a package of the lab may hold; its scripts tell of themselves. */
export const samplePackage: PackageSpec = {
  name: 'sample',
  version: '1.0',
  release: '2',
  summary: 'A sample',
  files: [
    { kind: 'directory', path: '/etc/sample', mode: 0o755, owner: 'root' },
    {
      kind: 'file',
      path: '/etc/sample/a.cfg',
      mode: 0o640,
      owner: 'root',
      config: true,
      content: Buffer.from('a = 1\n'),
    },
    {
      kind: 'file',
      path: '/etc/sample/b.cfg',
      mode: 0o644,
      owner: 'root',
      config: true,
      content: Buffer.from('b = 1\n'),
    },
    { kind: 'directory', path: '/opt/sample', mode: 0o750, owner: 'root' },
    { kind: 'directory', path: '/opt/sample/deep', mode: 0o755, owner: 'root' },
    {
      kind: 'file',
      path: '/opt/sample/deep/run',
      mode: 0o755,
      owner: 'root',
      content: Buffer.from('#!/bin/sh\n'),
    },
    { kind: 'file', path: '/opt/sample/empty', mode: 0o600, owner: 'root' },
    // Longer than a hundred bytes, and not a multiple of any block size.
    {
      kind: 'file',
      path: `/opt/sample/${'long-name-'.repeat(9)}x`,
      mode: 0o644,
      owner: 'axigen',
      content: Buffer.from([0, 255, ...Buffer.from('binary')]),
    },
  ],
  preinstall: 'echo preinstall $1\n',
  postinstall: 'echo postinstall $1\n',
  preremove: 'echo preremove $1\n',
  postremove: 'echo postremove $1\n',
};

export const sampleNextVersion: PackageSpec = {
  ...samplePackage,
  version: '1.1',
  files: samplePackage.files
    .filter(({ path }) => path !== '/opt/sample/empty')
    .map((file) => (file.path === '/etc/sample/a.cfg' ? { ...file, content: Buffer.from('a = 2\n') } : file)),
};

/** The paths in the order in which both package managers list them. */
export const samplePaths = samplePackage.files.map(({ path }) => path).sort();
