/** A command line of rpm, understood. */
export interface RpmRequest {
  readonly mode: 'install' | 'upgrade' | 'erase' | 'query' | 'version' | 'help' | 'none';
  readonly words: readonly string[];
  readonly flags: ReadonlySet<RpmFlag>;
  readonly format: string | undefined;
}

export type RpmFlag =
  | 'all'
  | 'file'
  | 'package'
  | 'list'
  | 'config'
  | 'hash'
  | 'noscripts'
  | 'replace'
  | 'test';

const modes: Readonly<Record<string, RpmRequest['mode']>> = {
  '-i': 'install',
  '--install': 'install',
  '-U': 'upgrade',
  '--upgrade': 'upgrade',
  '-F': 'upgrade',
  '-e': 'erase',
  '--erase': 'erase',
  '-q': 'query',
  '--query': 'query',
  '--version': 'version',
  '--help': 'help',
};

const flags: Readonly<Record<string, RpmFlag | 'ignored'>> = {
  '-a': 'all',
  '--all': 'all',
  '-f': 'file',
  '--file': 'file',
  '-p': 'package',
  '--package': 'package',
  '-l': 'list',
  '--list': 'list',
  '-c': 'config',
  '--configfiles': 'config',
  '-h': 'hash',
  '--hash': 'hash',
  '--noscripts': 'noscripts',
  '--force': 'replace',
  '--replacepkgs': 'replace',
  '--test': 'test',
  // Nothing of these is of use to a stand-in without dependencies or signatures.
  '-v': 'ignored',
  '--verbose': 'ignored',
  '--quiet': 'ignored',
  '--nodeps': 'ignored',
  '--nosignature': 'ignored',
  '--nodigest': 'ignored',
};

/** `-ivh` is `-i -v -h`; `--qf=X` is `--qf X`. */
function spread(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const long = /^(--[a-z]+)=(.*)$/s.exec(word);
    if (long?.[1] !== undefined && long[2] !== undefined) return [long[1], long[2]];
    return /^-[A-Za-z]{2,}$/.test(word) ? [...word.slice(1)].map((letter) => `-${letter}`) : [word];
  });
}

/** @throws RangeError, with rpm's own words, for what it does not understand. */
export function parseRpmArguments(argv: readonly string[]): RpmRequest {
  const words: string[] = [];
  const found = new Set<RpmFlag>();
  let mode: RpmRequest['mode'] = 'none';
  let format: string | undefined;
  const rest = spread(argv);
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const nextMode = modes[word];
    const flag = flags[word];
    if (word === '--qf' || word === '--queryformat') {
      format = rest.shift();
      if (format === undefined) throw new RangeError(`${word}: missing argument`);
    } else if (nextMode !== undefined) {
      // In "-qi" the i asks for information, it does not install.
      if (mode === 'query' && word === '-i') continue;
      if (mode !== 'none' && mode !== nextMode) throw new RangeError('only one major mode may be specified');
      mode = nextMode;
    } else if (flag !== undefined) {
      if (flag !== 'ignored') found.add(flag);
    } else if (word.startsWith('-')) {
      throw new RangeError(`${word}: unknown option`);
    } else {
      words.push(word);
    }
  }
  return { mode, words, flags: found, format };
}
