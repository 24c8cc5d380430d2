import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nod32Package } from '../../../src/lab/nod32/package.js';
import { buildRpm } from '../../../src/lab/packages/build-rpm.js';
import { readRpm } from '../../../src/lab/packages/read-rpm.js';
import { type Ran, run } from './run.js';
import { askStandin } from './run-standin.js';
import { samplePackage, samplePaths } from './sample-package.js';
import { treeOf } from './tree.js';

let folder: string;
let sample: string;
let nod32: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-rpm-'));
  sample = join(folder, 'sample.rpm');
  nod32 = join(folder, 'nod32.rpm');
  writeFileSync(sample, buildRpm(samplePackage));
  writeFileSync(nod32, buildRpm(nod32Package()));
});
afterAll(() => rmSync(folder, { recursive: true }));

const database = 'var/lib/rpm';

/** The real rpm in a root folder of its own. Its scripts would need a shell in there. */
function rpmIn(root: string): (...args: string[]) => Ran {
  mkdirSync(join(root, database), { recursive: true });
  return (...args) => run('rpm', ['--root', root, '--dbpath', `/${database}`, ...args]);
}

/** The stand-in in a root folder of its own. It is given no scripts to run either. */
function standinIn(root: string): (...args: string[]) => Ran {
  mkdirSync(join(root, database), { recursive: true });
  return (...args) => askStandin('rpm', root, args);
}

describe('the real rpm takes our package', () => {
  test('every digest is good', () => {
    const { out, code } = run('rpm', ['-K', '-v', sample]);
    expect(
      out
        .split('\n')
        .slice(1, -1)
        .map((line) => line.trim()),
    ).toEqual([
      'Header SHA256 digest: OK',
      'Header SHA1 digest: OK',
      'Payload SHA256 digest: OK',
      'MD5 digest: OK',
    ]);
    expect(code).toBe(0);
  });

  test('and reads in it what was put there', () => {
    const query = (...args: string[]): string => run('rpm', ['-qp', ...args, sample]).out;
    expect(query('--queryformat', '%{NAME} %{VERSION} %{RELEASE} %{ARCH} %{OS} %{PAYLOADCOMPRESSOR}\n')).toBe(
      'sample 1.0 2 noarch linux gzip\n',
    );
    expect(query('-l')).toBe(`${samplePaths.join('\n')}\n`);
    expect(query('-c')).toBe('/etc/sample/a.cfg\n/etc/sample/b.cfg\n');
    expect(query('--scripts')).toContain('preuninstall scriptlet (using /bin/sh):\necho preremove $1\n');
    const owners = query('--queryformat', '[%{FILENAMES} %{FILEMODES:perms} %{FILEUSERNAME}\n]');
    expect(owners).toContain('/opt/sample drwxr-x--- root');
    expect(owners).toMatch(/^\/opt\/sample\/long.* -rw-r--r-- axigen$/m);
  });

  test('installs, verifies and erases it without any --nodigest', () => {
    const root = join(folder, 'real');
    const rpm = rpmIn(root);
    expect(rpm('-ivh', '--noscripts', sample).code).toBe(0);
    expect(rpm('-q', 'sample').out).toBe('sample-1.0-2.noarch\n');
    // Only the owner differs: there is no user axigen in the root, so rpm gave the file to root.
    expect(rpm('-V', 'sample').out).toMatch(/^(.{5}UG.* \/opt\/sample\/long\S+\n)?$/);
    expect(rpm('-e', '--noscripts', 'sample').code).toBe(0);
    expect(rpm('-q', 'sample').code).toBe(1);
  });
});

describe('the stand-in agrees with the real one', () => {
  const both = (name: string) => ({
    real: join(folder, `${name}-real`),
    standin: join(folder, `${name}-standin`),
  });
  const compared = (root: string): Record<string, string> => treeOf(root, [database]);

  test.each([
    ['the sample', () => sample, 'sample'],
    ['NOD32', () => nod32, 'nod32lms'],
  ])('about the files of %s, installed, edited, erased', (label, file, name) => {
    const roots = both(label);
    const real = rpmIn(roots.real);
    const standin = standinIn(roots.standin);
    expect(real('-ivh', '--noscripts', file()).code).toBe(0);
    expect(standin('-ivh', '--noscripts', file()).code).toBe(0);
    expect(compared(roots.standin)).toEqual(compared(roots.real));
    for (const query of [['-q', name], ['-ql', name], ['-qc', name], ['-qa']]) {
      expect(standin(...query)).toEqual(real(...query));
    }
    const config = real('-qc', name).out.split('\n')[0] ?? '';
    expect(standin('-qf', config)).toEqual(real('-qf', config));
    for (const root of Object.values(roots)) {
      appendFileSync(join(root, config), 'edited\n');
      writeFileSync(join(root, config, '..', 'not-of-the-package'), '');
    }
    const erased = { real: real('-e', '--noscripts', name), standin: standin('-e', '--noscripts', name) };
    expect(erased.standin.code).toBe(erased.real.code);
    expect(erased.real.err).toContain(erased.standin.err); // Debian's rpm says more, before it
    expect(erased.standin.err).toBe(`warning: ${config} saved as ${config}.rpmsave\n`);
    expect(compared(roots.standin)).toEqual(compared(roots.real));
    expect(compared(roots.standin)).toHaveProperty([`${config}.rpmsave`]);
  });

  test('about what to say of packages, files and formats that are not there', () => {
    const roots = both('messages');
    const real = rpmIn(roots.real);
    const standin = standinIn(roots.standin);
    const text = join(folder, 'text.rpm');
    // Not words: the real rpm would take a text for a list of packages.
    writeFileSync(text, Buffer.from([0x80, 0, 0xff, 0x0a]));
    real('-i', '--noscripts', sample);
    standin('-i', '--noscripts', sample);
    for (const args of [
      ['-q', 'other'],
      ['-q', 'sample', 'other', 'another'],
      ['-ql', 'other'],
      ['-qf', '/nowhere'],
      ['-qf', '/etc'],
      ['-qp', text],
      ['-qp', join(folder, 'missing.rpm')],
      ['-q'],
      ['--bogus'],
      ['-q', 'sample-1.0'],
      ['-q', 'sample-1.0-2.noarch'],
      ['-q', '--qf', '%{NAME}|%{version}-%-6{RELEASE}|%5{ARCH}|%%\\t\\n', 'sample'],
      ['-q', '--queryformat=%{NOTHING}', 'sample'],
      ['-qp', '--qf', '%{NAME} %{VERSION}\\n', nod32],
      ['-qa', 'sam*'],
      ['-qa', 'nothing*'],
    ]) {
      expect([args, standin(...args)]).toEqual([args, real(...args)]);
    }
    for (const args of [
      ['-e', 'other'],
      ['-e'],
      ['-i'],
      ['-ivh', join(folder, 'missing.rpm')],
      ['-ivh', '--noscripts', sample],
    ]) {
      const [mine, its] = [standin(...args), real(...args)];
      expect([args, mine.code]).toEqual([args, its.code]);
      expect(its.err).toContain(mine.err);
    }
    expect(real('-ivh', text).err).toContain(standin('-ivh', text).err.trim());
  });
});

test('the stand-in reads what the real rpmbuild builds', () => {
  const top = join(folder, 'build');
  const spec = join(folder, 'own.spec');
  writeFileSync(
    spec,
    [
      'Name: own\nVersion: 3\nRelease: 4\nSummary: Own\nLicense: MIT\nBuildArch: noarch',
      '%description\nOwn',
      '%install\nmkdir -p %{buildroot}/etc/own\necho x >%{buildroot}/etc/own/own.cfg',
      '%post\necho hello',
      '%files\n%dir /etc/own\n%config(noreplace) %attr(640, root, axigen) /etc/own/own.cfg\n',
    ].join('\n'),
  );
  const defines = [`_topdir ${top}`, '_binary_payload w9.gzdio', '_build_id_links none'];
  const args = defines.flatMap((define) => ['--define', define]);
  const built = run('rpmbuild', ['-bb', '--quiet', ...args, spec]);
  expect([built.err, built.code]).toEqual([expect.any(String), 0]);
  const file = run('find', [top, '-name', '*.rpm']).out.trim();
  const contents = readRpm(readFileSync(file));
  expect(contents).toMatchObject({
    name: 'own',
    version: '3',
    release: '4',
    scripts: { postinstall: 'echo hello' },
  });
  expect(contents.files).toMatchObject([
    { kind: 'directory', path: '/etc/own' },
    { kind: 'file', path: '/etc/own/own.cfg', mode: 0o640, group: 'axigen', config: true },
  ]);
});
