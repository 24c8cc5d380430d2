import type { LabScanner } from './scanners.js';

/** The distributions of the articles' lists, as the lab can play them. */
export const distroIds = [
  'fedora-core-1',
  'fedora-core-2',
  'fedora-core-3',
  'fedora-core-4',
  'fedora-core-5',
  'mandrake-10.2',
  'mandriva-2006',
  'suse-9.0',
  'suse-9.3',
  'suse-10.0',
  'suse-10.1',
  'debian-3.1',
  'ubuntu-5.04',
  'ubuntu-5.10',
  'ubuntu-6.06',
  'rhel-3',
  'rhel-3-as',
  'rhel-3-es',
  'rhel-3-ws',
] as const;
export type DistroId = (typeof distroIds)[number];
export type PackageKind = 'rpm' | 'deb';

export interface Distro {
  readonly id: DistroId;
  readonly title: string;
  readonly packages: PackageKind;
  /** Absolute path on the server -> contents, as collected from real servers of the time (facts 3.2). */
  readonly releaseFiles: Readonly<Record<string, string>>;
  /** Folders of links to the service scripts that are run at the start of the server. */
  readonly runLevels: string;
  /** The scanners in whose article it is listed. */
  readonly listedFor: readonly LabScanner[];
}

/** Fedora names itself twice: /etc/redhat-release says the same as /etc/fedora-release. */
function fedora(number: 1 | 2 | 3 | 4 | 5, codename: string): Distro {
  const line = `Fedora Core release ${number} (${codename})\n`;
  return {
    id: `fedora-core-${number}`,
    title: `Fedora Core ${number}`,
    packages: 'rpm',
    releaseFiles: { '/etc/fedora-release': line, '/etc/redhat-release': line },
    runLevels: '/etc/rc.d',
    listedFor: ['nod32'],
  };
}

function suse(version: '9.0' | '9.3' | '10.0' | '10.1', name: string): Distro {
  return {
    id: `suse-${version}`,
    title: `${name} ${version}`,
    packages: 'rpm',
    releaseFiles: { '/etc/SuSE-release': `${name} ${version} (i586)\nVERSION = ${version}\n` },
    runLevels: '/etc/init.d',
    listedFor: version === '9.0' ? ['nod32', 'imss'] : ['nod32'],
  };
}

function ubuntu(version: '5.04' | '5.10' | '6.06', codename: string, description: string): Distro {
  const lsb = [
    'DISTRIB_ID=Ubuntu',
    `DISTRIB_RELEASE=${version}`,
    `DISTRIB_CODENAME=${codename}`,
    `DISTRIB_DESCRIPTION="${description}"`,
  ];
  return {
    id: `ubuntu-${version}`,
    title: `Ubuntu ${version}`,
    packages: 'deb',
    releaseFiles: { '/etc/lsb-release': `${lsb.join('\n')}\n`, '/etc/debian_version': 'testing/unstable\n' },
    runLevels: '/etc',
    listedFor: ['nod32'],
  };
}

/**
 * Red Hat Enterprise Linux 3, of which the article names no edition and no update.
 * @param update undefined: as it was when it came out.
 */
function enterprise(id: DistroId, edition: 'AS' | 'ES' | 'WS', update?: number): Distro {
  const name = `Red Hat Enterprise Linux ${edition}`;
  const state = update === undefined ? '' : ` Update ${update}`;
  return {
    id,
    title: `${name} 3${state}`,
    packages: 'rpm',
    releaseFiles: { '/etc/redhat-release': `${name} release 3 (Taroon${state})\n` },
    runLevels: '/etc/rc.d',
    listedFor: ['imss'],
  };
}

/** The same line under every name that the distribution gives it. */
function sameLine(line: string, ...paths: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(paths.map((path) => [path, `${line}\n`]));
}

export const distros: readonly Distro[] = [
  fedora(1, 'Yarrow'),
  fedora(2, 'Tettnang'),
  fedora(3, 'Heidelberg'),
  fedora(4, 'Stentz'),
  fedora(5, 'Bordeaux'),
  {
    id: 'mandrake-10.2',
    title: 'Mandrakelinux 10.2',
    packages: 'rpm',
    releaseFiles: sameLine(
      'Mandrakelinux release 10.2 (Limited Edition 2005) for i586',
      '/etc/mandrakelinux-release',
      '/etc/mandrake-release',
      '/etc/redhat-release',
    ),
    runLevels: '/etc/rc.d',
    listedFor: ['nod32'],
  },
  {
    id: 'mandriva-2006',
    title: 'Mandriva Linux 2006',
    packages: 'rpm',
    releaseFiles: sameLine(
      'Mandriva Linux release 2006.0 (Official) for i586',
      '/etc/mandriva-release',
      '/etc/mandrake-release',
      '/etc/redhat-release',
    ),
    runLevels: '/etc/rc.d',
    listedFor: ['nod32'],
  },
  suse('9.0', 'SuSE Linux'),
  suse('9.3', 'SuSE Linux'),
  suse('10.0', 'SUSE LINUX'),
  suse('10.1', 'SUSE LINUX'),
  {
    id: 'debian-3.1',
    title: 'Debian GNU/Linux 3.1',
    packages: 'deb',
    releaseFiles: { '/etc/debian_version': '3.1\n' },
    runLevels: '/etc',
    listedFor: ['nod32'],
  },
  ubuntu('5.04', 'hoary', 'Ubuntu (The Hoary Hedgehog Release)'),
  ubuntu('5.10', 'breezy', 'Ubuntu (The Breezy Badger Release)'),
  ubuntu('6.06', 'dapper', 'Ubuntu 6.06 LTS'),
  enterprise('rhel-3', 'AS', 5),
  enterprise('rhel-3-as', 'AS'),
  enterprise('rhel-3-es', 'ES', 8),
  enterprise('rhel-3-ws', 'WS'),
];

export function findDistro(id: string): Distro | undefined {
  return distros.find((distro) => distro.id === id);
}
