/** A command line of dpkg or dpkg-query, understood. */
export interface DpkgRequest {
  readonly action: DpkgAction;
  readonly words: readonly string[];
  readonly format: string | undefined;
}

export type DpkgAction =
  | 'install'
  | 'remove'
  | 'purge'
  | 'status'
  | 'list'
  | 'listfiles'
  | 'search'
  | 'show'
  | 'version'
  | 'help';

const actions: Readonly<Record<string, DpkgAction>> = {
  '-i': 'install',
  '--install': 'install',
  '-r': 'remove',
  '--remove': 'remove',
  '-P': 'purge',
  '--purge': 'purge',
  '-s': 'status',
  '--status': 'status',
  '-l': 'list',
  '--list': 'list',
  '-L': 'listfiles',
  '--listfiles': 'listfiles',
  '-S': 'search',
  '--search': 'search',
  '-W': 'show',
  '--show': 'show',
  '--version': 'version',
  '--help': 'help',
};

/** What asks for nothing that a stand-in without dependencies or questions could do otherwise. */
const ignored = /^(?:--force-[a-z-]+|--no-pager|-E|-G)$/;

/** @throws RangeError, with dpkg's own words, for what it does not understand. */
export function parseDpkgArguments(argv: readonly string[]): DpkgRequest {
  const words: string[] = [];
  let action: DpkgAction | undefined;
  let format: string | undefined;
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const next = actions[word];
    const given = /^(?:-f|--showformat)=?(.*)$/s.exec(word);
    if (given !== null) {
      format = given[1] || rest.shift();
      if (format === undefined) throw new RangeError(`${word} needs a value`);
    } else if (next !== undefined) {
      if (action !== undefined && action !== next)
        throw new RangeError(`conflicting actions ${word} and --${action}`);
      action = next;
    } else if (word.startsWith('-') && !ignored.test(word)) {
      throw new RangeError(`unknown option ${word}`);
    } else if (!word.startsWith('-')) {
      words.push(word);
    }
  }
  if (action === undefined) throw new RangeError('need an action option');
  return { action, words, format };
}
