import { describe, expect, test } from 'vitest';
import { distroIds, distros, findDistro } from '../../src/lab/distros.js';

describe('the distributions of the lab', () => {
  test('every id has one distribution, in the same order', () => {
    expect(distros.map(({ id }) => id)).toEqual([...distroIds]);
  });

  // The first line of the file by which each is told, as collected from servers of the time.
  test.each([
    ['fedora-core-1', 'rpm', '/etc/fedora-release', 'Fedora Core release 1 (Yarrow)\n'],
    ['fedora-core-2', 'rpm', '/etc/redhat-release', 'Fedora Core release 2 (Tettnang)\n'],
    ['fedora-core-3', 'rpm', '/etc/fedora-release', 'Fedora Core release 3 (Heidelberg)\n'],
    ['fedora-core-4', 'rpm', '/etc/redhat-release', 'Fedora Core release 4 (Stentz)\n'],
    ['fedora-core-5', 'rpm', '/etc/fedora-release', 'Fedora Core release 5 (Bordeaux)\n'],
    [
      'mandrake-10.2',
      'rpm',
      '/etc/mandrakelinux-release',
      'Mandrakelinux release 10.2 (Limited Edition 2005) for i586\n',
    ],
    ['mandriva-2006', 'rpm', '/etc/mandriva-release', 'Mandriva Linux release 2006.0 (Official) for i586\n'],
    ['suse-9.0', 'rpm', '/etc/SuSE-release', 'SuSE Linux 9.0 (i586)\nVERSION = 9.0\n'],
    ['suse-9.3', 'rpm', '/etc/SuSE-release', 'SuSE Linux 9.3 (i586)\nVERSION = 9.3\n'],
    ['suse-10.0', 'rpm', '/etc/SuSE-release', 'SUSE LINUX 10.0 (i586)\nVERSION = 10.0\n'],
    ['suse-10.1', 'rpm', '/etc/SuSE-release', 'SUSE LINUX 10.1 (i586)\nVERSION = 10.1\n'],
    ['debian-3.1', 'deb', '/etc/debian_version', '3.1\n'],
    [
      'ubuntu-5.04',
      'deb',
      '/etc/lsb-release',
      'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=5.04\nDISTRIB_CODENAME=hoary\nDISTRIB_DESCRIPTION="Ubuntu (The Hoary Hedgehog Release)"\n',
    ],
    [
      'ubuntu-5.10',
      'deb',
      '/etc/lsb-release',
      'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=5.10\nDISTRIB_CODENAME=breezy\nDISTRIB_DESCRIPTION="Ubuntu (The Breezy Badger Release)"\n',
    ],
    [
      'ubuntu-6.06',
      'deb',
      '/etc/lsb-release',
      'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=6.06\nDISTRIB_CODENAME=dapper\nDISTRIB_DESCRIPTION="Ubuntu 6.06 LTS"\n',
    ],
    ['rhel-3', 'rpm', '/etc/redhat-release', 'Red Hat Enterprise Linux AS release 3 (Taroon Update 5)\n'],
    ['rhel-3-as', 'rpm', '/etc/redhat-release', 'Red Hat Enterprise Linux AS release 3 (Taroon)\n'],
    ['rhel-3-es', 'rpm', '/etc/redhat-release', 'Red Hat Enterprise Linux ES release 3 (Taroon Update 8)\n'],
    ['rhel-3-ws', 'rpm', '/etc/redhat-release', 'Red Hat Enterprise Linux WS release 3 (Taroon)\n'],
  ])('%s has packages of kind %s and says so in %s', (id, packages, path, content) => {
    const distro = findDistro(id);
    expect(distro?.packages).toBe(packages);
    expect(distro?.releaseFiles[path]).toBe(content);
  });

  test('Mandrake and Mandriva carry the names of their forebears, Ubuntu that of Debian', () => {
    expect(Object.keys(findDistro('mandrake-10.2')?.releaseFiles ?? {})).toEqual([
      '/etc/mandrakelinux-release',
      '/etc/mandrake-release',
      '/etc/redhat-release',
    ]);
    expect(findDistro('mandriva-2006')?.releaseFiles['/etc/redhat-release']).toContain('Mandriva Linux');
    expect(findDistro('ubuntu-6.06')?.releaseFiles['/etc/debian_version']).toBe('testing/unstable\n');
  });

  test('Red Hat Enterprise Linux says what it is in one place', () => {
    for (const id of distroIds.filter((one) => one.startsWith('rhel')))
      expect(Object.keys(findDistro(id)?.releaseFiles ?? {})).toEqual(['/etc/redhat-release']);
  });

  test("the article on IMSS lists two, of which one is on NOD32's list of fifteen as well", () => {
    const listed = (scanner: 'nod32' | 'imss') =>
      distros.filter(({ listedFor }) => listedFor.includes(scanner)).map(({ id }) => id);
    expect(listed('imss')).toEqual(['suse-9.0', 'rhel-3', 'rhel-3-as', 'rhel-3-es', 'rhel-3-ws']);
    expect(listed('nod32')).toHaveLength(15);
    expect(listed('nod32')).toContain('suse-9.0');
  });

  test('nobody has os-release, which came in 2012', () => {
    for (const { releaseFiles } of distros) expect(releaseFiles).not.toHaveProperty('/etc/os-release');
  });
});
