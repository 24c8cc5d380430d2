import { describe, expect, test } from 'vitest';
import { readRelease, type releaseFilePaths } from '../../../src/documents/release/distribution.js';
import { listedDistributions } from '../../../src/products/nod32/distributions.js';

type Files = Partial<Record<(typeof releaseFilePaths)[number], string>>;

function read(files: Files) {
  const release = readRelease(new Map(Object.entries(files)));
  return release && { id: release.id, source: release.source, listed: listedDistributions.has(release.id) };
}

const fedora = (line: string): Files => ({ '/etc/fedora-release': line, '/etc/redhat-release': line });

const ubuntu = (version: string, codename: string, description: string): Files => ({
  '/etc/lsb-release': `DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=${version}\nDISTRIB_CODENAME=${codename}\nDISTRIB_DESCRIPTION="${description}"\n`,
  '/etc/debian_version': 'testing/unstable\n',
});

const mandrake = 'Mandrakelinux release 10.2 (Limited Edition 2005) for i586\n';
const mandriva = 'Mandriva Linux release 2006.0 (Official) for i586\n';

/** The list of the article, with the release files as they were found. */
const listed: readonly (readonly [id: string, files: Files])[] = [
  ['fedora-core-1', fedora('Fedora Core release 1 (Yarrow)\n')],
  ['fedora-core-2', fedora('Fedora Core release 2 (Tettnang)\n')],
  ['fedora-core-3', fedora('Fedora Core release 3 (Heidelberg)\n')],
  ['fedora-core-4', fedora('Fedora Core release 4 (Stentz)\n')],
  ['fedora-core-5', fedora('Fedora Core release 5 (Bordeaux)\n')],
  [
    'mandrake-10.2',
    {
      '/etc/mandrakelinux-release': mandrake,
      '/etc/mandrake-release': mandrake,
      '/etc/redhat-release': mandrake,
    },
  ],
  [
    'mandriva-2006',
    {
      '/etc/mandriva-release': mandriva,
      '/etc/mandrake-release': mandriva,
      '/etc/redhat-release': mandriva,
    },
  ],
  ['suse-9.0', { '/etc/SuSE-release': 'SuSE Linux 9.0 (i586)\nVERSION = 9.0\n' }],
  ['suse-9.3', { '/etc/SuSE-release': 'SuSE Linux 9.3 (i586)\nVERSION = 9.3\n' }],
  ['suse-10.0', { '/etc/SuSE-release': 'SUSE LINUX 10.0 (i586)\nVERSION = 10.0\n' }],
  ['suse-10.1', { '/etc/SuSE-release': 'SUSE LINUX 10.1 (i586)\nVERSION = 10.1\n' }],
  ['debian-3.1', { '/etc/debian_version': '3.1\n' }],
  ['ubuntu-5.04', ubuntu('5.04', 'hoary', 'Ubuntu (The Hoary Hedgehog Release)')],
  ['ubuntu-5.10', ubuntu('5.10', 'breezy', 'Ubuntu (The Breezy Badger Release)')],
  ['ubuntu-6.06', ubuntu('6.06', 'dapper', 'Ubuntu 6.06 LTS')],
];

describe('the list of the article', () => {
  test.each(listed)('%s', (id, files) => {
    expect(read(files)).toMatchObject({ id, listed: true });
  });

  test('is all of what counts as listed', () => {
    expect(new Set(listed.map(([id]) => id))).toEqual(listedDistributions);
  });

  test.each<[string, string, Files]>([
    ['64 bit, 9.3', 'suse-9.3', { '/etc/SuSE-release': 'SuSE Linux 9.3 (x86-64)\nVERSION = 9.3\n' }],
    ['64 bit, 10.1', 'suse-10.1', { '/etc/SuSE-release': 'SUSE LINUX 10.1 (X86-64)\nVERSION = 10.1\n' }],
    ['the OSS edition', 'suse-10.0', { '/etc/SuSE-release': 'SUSE LINUX 10.0 (i586) OSS\nVERSION = 10.0\n' }],
    ['an update of Debian', 'debian-3.1', { '/etc/debian_version': '3.1r2\n' }],
    ['Debian by its name', 'debian-3.1', { '/etc/debian_version': 'sarge\n' }],
    ['an update of Ubuntu', 'ubuntu-6.06', ubuntu('6.06', 'dapper', 'Ubuntu 6.06.1 LTS')],
    [
      'quoted values in another order',
      'ubuntu-5.10',
      { '/etc/lsb-release': 'DISTRIB_RELEASE="5.10"\nDISTRIB_ID="Ubuntu"\n' },
    ],
    ['Mandriva with redhat-release alone', 'mandriva-2006', { '/etc/redhat-release': mandriva }],
    [
      'Mandrake with its old name',
      'mandrake-10.2',
      { '/etc/mandrake-release': mandrake.replace('linux', ' Linux') },
    ],
    [
      'Fedora with redhat-release alone',
      'fedora-core-4',
      { '/etc/redhat-release': 'Fedora Core release 4 (Stentz)' },
    ],
    [
      'Mandriva with an lsb-release of its own',
      'mandriva-2006',
      {
        '/etc/lsb-release': 'LSB_VERSION="1.3"\nDISTRIB_ID=MandrivaLinux\nDISTRIB_RELEASE=2006.0\n',
        '/etc/mandriva-release': mandriva,
        '/etc/redhat-release': mandriva,
      },
    ],
    [
      'SuSE with an lsb-release of its own',
      'suse-10.1',
      {
        '/etc/lsb-release': 'DISTRIB_ID="SUSE LINUX"\nDISTRIB_RELEASE="10.1"\n',
        '/etc/SuSE-release': 'SUSE LINUX 10.1 (i586)\nVERSION = 10.1\n',
      },
    ],
  ])('%s', (_, id, files) => {
    expect(read(files)).toMatchObject({ id, listed: true });
  });
});

describe('what is not on it', () => {
  test.each<[string, Files]>([
    ['fedora-core-6', fedora('Fedora Core release 6 (Zod)\n')],
    ['fedora-7', fedora('Fedora release 7 (Moonshine)\n')],
    ['fedora-core-4.90', fedora('Fedora Core release 4.90 (Rawhide)\n')],
    ['fedora-39', fedora('Fedora release 39 (Thirty Nine)\n')],
    ['rhel-3', { '/etc/redhat-release': 'Red Hat Enterprise Linux AS release 3 (Taroon)\n' }],
    ['rhel-3', { '/etc/redhat-release': 'Red Hat Enterprise Linux ES release 3 (Taroon Update 5)\n' }],
    ['rhel-3', { '/etc/redhat-release': 'Red Hat Enterprise Linux WS release 3 (Taroon Update 8)\n' }],
    ['rhel-3.90', { '/etc/redhat-release': 'Red Hat Enterprise Linux AS release 3.90 (Nahant)\n' }],
    ['rhel-4', { '/etc/redhat-release': 'Red Hat Enterprise Linux AS release 4 (Nahant Update 4)\n' }],
    ['rhel-5', { '/etc/redhat-release': 'Red Hat Enterprise Linux Server release 5.1 (Tikanga)\n' }],
    ['centos-3.8', { '/etc/redhat-release': 'CentOS release 3.8 (Final)\n' }],
    ['red-hat-linux-9', { '/etc/redhat-release': 'Red Hat Linux release 9 (Shrike)\n' }],
    ['mandrake-10.1', { '/etc/mandrake-release': 'Mandrakelinux release 10.1 (Official) for i586\n' }],
    [
      'mandrake-10.2-cooker',
      { '/etc/mandrakelinux-release': 'Mandrakelinux release 10.2 (Cooker) for i586\n' },
    ],
    [
      'mandriva-2006.1-cooker',
      { '/etc/mandriva-release': 'Mandriva Linux release 2006.1 (Cooker) for i586\n' },
    ],
    ['mandriva-2007.0', { '/etc/mandriva-release': 'Mandriva Linux release 2007.0 (Official) for i586\n' }],
    ['suse-9.1', { '/etc/SuSE-release': 'SuSE Linux 9.1 (i586)\nVERSION = 9.1\n' }],
    ['suse-linux-10.1-beta8', { '/etc/SuSE-release': 'SUSE LINUX 10.1 Beta8 (i586)\nVERSION = 10.1\n' }],
    ['suse-sles-8', { '/etc/SuSE-release': 'SuSE SLES-8 (i386)\nVERSION = 8.1\n' }],
    ['novell-linux-desktop-9', { '/etc/SuSE-release': 'Novell Linux Desktop 9 (i586)\nVERSION = 9\n' }],
    ['opensuse-10.2', { '/etc/SuSE-release': 'openSUSE 10.2 (i586)\nVERSION = 10.2\n' }],
    ['debian-3.0', { '/etc/debian_version': '3.0\n' }],
    [
      'debian-12.5',
      { '/etc/debian_version': '12.5\n', '/etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12"\n' },
    ],
    ['ubuntu-6.10', ubuntu('6.10', 'edgy', 'Ubuntu 6.10')],
    ['arch-linux', { '/etc/os-release': 'NAME="Arch"\nPRETTY_NAME="Arch Linux"\n' }],
  ])('%s', (id, files) => {
    expect(read(files)).toMatchObject({ id, listed: false });
  });

  test.each<[string, Files]>([
    ['no file at all', {}],
    ['empty files', { '/etc/lsb-release': '', '/etc/redhat-release': '\n', '/etc/debian_version': '' }],
    ['Debian before its release', { '/etc/debian_version': 'testing/unstable\n' }],
    ['Debian before its release, by name', { '/etc/debian_version': 'sarge/sid\n' }],
    ['Ubuntu without a version', { '/etc/lsb-release': 'DISTRIB_ID=Ubuntu\n' }],
    [
      'something called like Ubuntu',
      { '/etc/lsb-release': 'DISTRIB_ID=Ubuntuesque\nDISTRIB_RELEASE=6.06\n' },
    ],
    ['bytes', { '/etc/redhat-release': '\u0000\u0001\u0002', '/etc/debian_version': '\ufffd\ufffd' }],
  ])('unknown: %s', (_, files) => {
    expect(read(files)).toBeUndefined();
  });
});

test('the file that told is named', () => {
  expect(read({ ...fedora('Fedora Core release 5 (Bordeaux)') })?.source).toBe('/etc/fedora-release');
  expect(read({ '/etc/debian_version': '3.1' })?.source).toBe('/etc/debian_version');
});
