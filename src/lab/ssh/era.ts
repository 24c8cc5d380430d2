/** The years whose sshd a lab can play. */
export const sshEras = ['2003', '2006'] as const;
export type SshEra = (typeof sshEras)[number];

export function findSshEra(year: string): SshEra | undefined {
  return sshEras.find((era) => era === year);
}

/** The families of algorithms that two sides must agree on. */
export interface Algorithms {
  readonly kex: readonly string[];
  readonly hostKey: readonly string[];
  readonly cipher: readonly string[];
  readonly mac: readonly string[];
}

interface EraFacts extends Algorithms {
  /** The version whose algorithms they are. */
  readonly version: string;
  /** sshd's word for the compression that it offers; today's has only the delayed one, of 4.2. */
  readonly compression: 'no' | 'delayed';
}

const hostKey = ['ssh-rsa', 'ssh-dss'];
const mac = [
  ...['hmac-md5', 'hmac-sha1', 'hmac-ripemd160', 'hmac-ripemd160@openssh.com', 'hmac-sha1-96'],
  'hmac-md5-96',
];

/** What sshd offered, in its order (myproposal.h at V_3_6_1_P2 and V_4_3_P2; facts 3.3). */
export const eraFacts: Readonly<Record<SshEra, EraFacts>> = {
  '2003': {
    version: 'OpenSSH 3.6.1p2',
    kex: ['diffie-hellman-group-exchange-sha1', 'diffie-hellman-group1-sha1'],
    hostKey,
    cipher: [
      ...['aes128-cbc', '3des-cbc', 'blowfish-cbc', 'cast128-cbc', 'arcfour', 'aes192-cbc', 'aes256-cbc'],
      'rijndael-cbc@lysator.liu.se',
    ],
    mac,
    compression: 'no',
  },
  '2006': {
    version: 'OpenSSH 4.3',
    kex: [
      ...['diffie-hellman-group-exchange-sha1', 'diffie-hellman-group14-sha1'],
      'diffie-hellman-group1-sha1',
    ],
    hostKey,
    cipher: [
      ...['aes128-cbc', '3des-cbc', 'blowfish-cbc', 'cast128-cbc', 'arcfour128', 'arcfour256', 'arcfour'],
      ...[
        'aes192-cbc',
        'aes256-cbc',
        'rijndael-cbc@lysator.liu.se',
        'aes128-ctr',
        'aes192-ctr',
        'aes256-ctr',
      ],
    ],
    mac,
    compression: 'delayed',
  },
};

/** For people. */
export const familyTitles: Readonly<Record<keyof Algorithms, string>> = {
  kex: 'key exchange',
  hostKey: 'host key',
  cipher: 'cipher',
  mac: 'MAC',
};

/** Of an era's algorithms those that are still there, in the era's order. */
export function stillThere(era: SshEra, there: Algorithms): Algorithms {
  const { kex, hostKey: keys, cipher, mac: macs } = eraFacts[era];
  const kept = (wanted: readonly string[], family: readonly string[]) =>
    wanted.filter((name) => family.includes(name));
  return {
    kex: kept(kex, there.kex),
    hostKey: kept(keys, there.hostKey),
    cipher: kept(cipher, there.cipher),
    mac: kept(macs, there.mac),
  };
}

/** The families of which nothing is left. */
export function emptyFamilies(algorithms: Algorithms): readonly string[] {
  const families = Object.keys(familyTitles) as (keyof Algorithms)[];
  return families.filter((family) => algorithms[family].length === 0).map((family) => familyTitles[family]);
}
