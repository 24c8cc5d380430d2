/** Release files by path; only those that are there. */
export type ReleaseFiles = ReadonlyMap<string, string>;

export interface Release {
  /** Such as `fedora-core-5`. */
  readonly id: string;
  readonly title: string;
  /** The file that told. */
  readonly source: string;
}

export const releaseFilePaths = [
  '/etc/lsb-release',
  '/etc/mandriva-release',
  '/etc/mandrakelinux-release',
  '/etc/mandrake-release',
  '/etc/fedora-release',
  '/etc/redhat-release',
  '/etc/SuSE-release',
  '/etc/debian_version',
  '/etc/os-release',
] as const;

interface Rule {
  readonly files: readonly (typeof releaseFilePaths)[number][];
  readonly pattern: RegExp;
  readonly release: (match: RegExpMatchArray) => { id: string; title: string };
}

/**
 * Which distribution the release files tell of (facts: scanners-and-hosts 3.2). The order avoids the traps:
 * redhat-release is also on Fedora and Mandriva, debian_version also on Ubuntu, lsb-release also elsewhere.
 * Undefined when none of them says anything that is known.
 */
export function readRelease(files: ReleaseFiles): Release | undefined {
  for (const rule of rules) {
    for (const source of rule.files) {
      const match = files.get(source)?.match(rule.pattern);
      if (match) return { ...rule.release(match), source };
    }
  }
  return undefined;
}

const named = (id: string, title: string) => () => ({ id, title });

const rules: readonly Rule[] = [
  {
    files: ['/etc/lsb-release'],
    pattern: /^DISTRIB_ID="?Ubuntu"?\s*$[\s\S]*?^DISTRIB_RELEASE="?([\d.]+)"?\s*$/m,
    release: (m) => ({ id: `ubuntu-${m[1]}`, title: `Ubuntu ${m[1]}` }),
  },
  {
    files: [
      '/etc/mandriva-release',
      '/etc/mandrakelinux-release',
      '/etc/mandrake-release',
      '/etc/redhat-release',
    ],
    pattern: /^Mandriva Linux release 2006\./m,
    release: named('mandriva-2006', 'Mandriva 2006'),
  },
  {
    files: [
      '/etc/mandriva-release',
      '/etc/mandrakelinux-release',
      '/etc/mandrake-release',
      '/etc/redhat-release',
    ],
    pattern: /^(Mandrakelinux|Mandrake Linux|Mandriva Linux) release (\d+(?:\.\d+)?)/m,
    release: (m) => ({
      id: `${m[1]?.startsWith('Mandriva') ? 'mandriva' : 'mandrake'}-${m[2]}`,
      title: `${m[1]} ${m[2]}`,
    }),
  },
  {
    files: ['/etc/fedora-release', '/etc/redhat-release'],
    pattern: /^Fedora (?:Core )?release (\d+)/m,
    release: (m) => ({
      id: Number(m[1]) <= 6 ? `fedora-core-${m[1]}` : `fedora-${m[1]}`,
      title: `Fedora ${Number(m[1]) <= 6 ? 'Core ' : ''}${m[1]}`,
    }),
  },
  {
    files: ['/etc/redhat-release'],
    pattern: /^(Red Hat Enterprise Linux [A-Z]+) release (\d+)(?:[ .]|$)/m,
    release: (m) => ({ id: `rhel-${m[2]}`, title: `${m[1]} ${m[2]}` }),
  },
  {
    files: ['/etc/redhat-release'],
    pattern: /^(\S.*?) release (\d+(?:\.\d+)?)/m,
    release: (m) => ({
      id: `${(m[1] ?? '').toLowerCase().replace(/[^a-z]+/g, '-')}-${m[2]}`,
      title: `${m[1]} ${m[2]}`,
    }),
  },
  {
    files: ['/etc/SuSE-release'],
    pattern: /^suse linux (\d+\.\d+)/im,
    release: (m) => ({ id: `suse-${m[1]}`, title: `SuSE Linux ${m[1]}` }),
  },
  {
    files: ['/etc/SuSE-release'],
    pattern: /^(\S[^\n(]*\S)\s*(?:\(|$)/m,
    release: (m) => ({
      id: (m[1] ?? '').toLowerCase().replace(/[^a-z0-9.]+/g, '-'),
      title: m[1] ?? '',
    }),
  },
  {
    files: ['/etc/debian_version'],
    pattern: /^(?:(\d+\.\d+)\S*|(sarge))/,
    release: (m) => ({ id: `debian-${m[1] ?? '3.1'}`, title: `Debian ${m[1] ?? '3.1 (sarge)'}` }),
  },
  {
    files: ['/etc/os-release'],
    pattern: /^PRETTY_NAME="?([^"\n]+)"?\s*$/m,
    release: (m) => ({ id: (m[1] ?? '').toLowerCase().replace(/[^a-z0-9.]+/g, '-'), title: m[1] ?? '' }),
  },
];
