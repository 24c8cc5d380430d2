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
  /** Must be in the file too. */
  readonly also?: RegExp;
  readonly pattern: RegExp;
  readonly release: (match: RegExpMatchArray) => { id: string; title: string };
}

/**
 * Which distribution the release files tell of (facts: scanners-and-hosts 3.2). The order avoids the traps:
 * redhat-release is also on Fedora and Mandriva, debian_version also on Ubuntu, lsb-release also elsewhere.
 * A pre-release (Cooker, Rawhide, a test version) is not the release that it leads to, and gets an id of its
 * own. Undefined when none of them says anything that is known.
 */
export function readRelease(files: ReleaseFiles): Release | undefined {
  for (const rule of rules) {
    for (const source of rule.files) {
      const text = (files.get(source) ?? '').slice(0, most);
      const match = text.match(rule.pattern);
      if (match && (rule.also === undefined || rule.also.test(text)))
        return { ...rule.release(match), source };
    }
  }
  return undefined;
}

/** Characters; what a release file has to say stands at its beginning, and nobody has to look through a megabyte for it. */
const most = 2000;

/** Words of a release file as an id: small letters, digits and points, with a hyphen for everything between. */
function slug(words: string): string {
  const id = words
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '');
  return id === '' ? 'unknown' : id;
}

const mandrakeFiles = [
  '/etc/mandriva-release',
  '/etc/mandrakelinux-release',
  '/etc/mandrake-release',
  '/etc/redhat-release',
] as const;

const rules: readonly Rule[] = [
  {
    files: ['/etc/lsb-release'],
    also: /^DISTRIB_ID="?Ubuntu"?\s*$/m,
    pattern: /^DISTRIB_RELEASE="?([\d.]+)"?\s*$/m,
    release: ([, version]) => ({ id: `ubuntu-${version}`, title: `Ubuntu ${version}` }),
  },
  {
    files: mandrakeFiles,
    pattern: /^(Mandrakelinux|Mandrake Linux|Mandriva Linux) release (\d+(?:\.\d+)?)(.*\(Cooker\))?/m,
    release: ([, name = '', version = '', cooker]) => {
      const family = name.startsWith('Mandriva') ? 'mandriva' : 'mandrake';
      if (cooker !== undefined)
        return { id: `${family}-${version}-cooker`, title: `${name} ${version} (Cooker)` };
      // The article's "2006.2" is a state of updates of 2006.0.
      return version.startsWith('2006.')
        ? { id: 'mandriva-2006', title: 'Mandriva 2006' }
        : { id: `${family}-${version}`, title: `${name} ${version}` };
    },
  },
  {
    files: ['/etc/fedora-release', '/etc/redhat-release'],
    pattern: /^Fedora (?:Core )?release (\d+(?:\.\d+)?)/m,
    release: ([, version]) => {
      const core = Number(version) < 7;
      return {
        id: `fedora-${core ? 'core-' : ''}${version}`,
        title: `Fedora ${core ? 'Core ' : ''}${version}`,
      };
    },
  },
  {
    files: ['/etc/redhat-release'],
    // Updates stay "release 3 (Taroon Update 5)"; 3.90 to 3.99 were previews of 4.
    pattern: /^(Red Hat Enterprise Linux(?: [A-Z]\w+)?) release (\d+(?:\.9\d)?)(?=[ .]|$)/m,
    release: ([, name, version]) => ({ id: `rhel-${version}`, title: `${name} ${version}` }),
  },
  {
    files: ['/etc/redhat-release'],
    pattern: /^(\S.*?) release (\d+(?:\.\d+)?)/m,
    release: ([, name, version]) => ({ id: slug(`${name} ${version}`), title: `${name} ${version}` }),
  },
  {
    files: ['/etc/SuSE-release'],
    pattern: /^suse linux (\d+\.\d+)(?! *(?:alpha|beta|rc))/im,
    release: ([, version]) => ({ id: `suse-${version}`, title: `SuSE Linux ${version}` }),
  },
  {
    files: ['/etc/SuSE-release'],
    pattern: /^(\S[^\n(]*?)\s*(?:\(|$)/m,
    release: ([, name = '']) => ({ id: slug(name), title: name }),
  },
  {
    files: ['/etc/debian_version'],
    pattern: /^(?:(\d+\.\d+)\S*|sarge)\s*$/,
    release: ([, version = '3.1']) => ({ id: `debian-${version}`, title: `Debian ${version}` }),
  },
  {
    files: ['/etc/os-release'],
    pattern: /^PRETTY_NAME="?([^"\n]+?)"?\s*$/m,
    release: ([, name = '']) => ({ id: slug(name), title: name }),
  },
];
