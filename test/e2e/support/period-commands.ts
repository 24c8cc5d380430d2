import { basename } from 'node:path';

interface Safe {
  /** Why every server of the articles has it. */
  readonly why: string;
  /** The options that it may be given, as they are written. Default: none. */
  readonly options?: string;
}

const safeSet = 'facts 3.5: safe remote set';
const posix = 'POSIX 1992, coreutils 4.5.3 and before';

/** What may run on a target: a server of 2003 has each of these, with these options. */
export const periodCommands: Readonly<Record<string, Safe>> = {
  awk: { why: safeSet, options: '-v' },
  bash: { why: 'the login shell, which sshd calls', options: '-c' },
  cat: { why: safeSet, options: '--' },
  chmod: { why: safeSet },
  chown: { why: safeSet },
  cksum: { why: posix },
  cmp: { why: 'diffutils; POSIX 1992', options: '-s' },
  comm: { why: posix, options: '-13 -23' },
  cp: {
    why: `${safeSet}; -a before 2003, --remove-destination since fileutils 4.1.5`,
    options: '-p -a --remove-destination',
  },
  cut: { why: posix, options: '-c' },
  date: { why: 'sh-utils; %s is of GNU, before 2003' },
  dd: { why: posix },
  df: { why: posix, options: '-kP -P -k' },
  dpkg: { why: safeSet, options: '-i -P -L -S' },
  'dpkg-deb': {
    why: 'of the package dpkg; -W and --showformat since 2001',
    options: '-W --showformat=',
  },
  'dpkg-query': {
    why: 'of the package dpkg, since 2001; -f is its --showformat; dpkg calls it for -L and -S',
    options: '-W -f= --listfiles --search --',
  },
  du: { why: posix, options: '-sk' },
  env: { why: `${posix}; -c is for the shell that it calls`, options: '-i -c' },
  find: {
    why: 'GNU findutils of 2003 (4.1.7) has these; the articles\u2019 servers are GNU',
    options: '-path -o -prune -true -type -printf -print0',
  },
  grep: { why: `${safeSet}; -F, -x and -e: ${posix}`, options: '-E -F -i -v -x -e' },
  head: { why: 'textutils; -c before 2003 (only a negative number needs coreutils 5.0.1)', options: '-c' },
  id: { why: safeSet, options: '-u' },
  ln: { why: posix },
  ls: { why: safeSet, options: '-l -lq -ld -ldn -di' },
  mkdir: { why: posix, options: '-p' },
  mv: { why: safeSet, options: '-f' },
  netstat: { why: safeSet, options: '-ltn -ltnp' },
  od: { why: posix, options: '-An -v -tx1' },
  ps: { why: 'procps; POSIX 1992', options: '-e -o -p' },
  rm: { why: posix, options: '-f -rf' },
  rmdir: { why: posix },
  rpm: { why: safeSet, options: '-q -qa -qf -ql -qp -qpl -ivh -e --queryformat --nosignature' },
  sed: { why: safeSet, options: '-e -n' },
  sh: { why: safeSet, options: '-c' },
  sha1sum: { why: safeSet },
  sleep: { why: posix },
  sort: { why: posix, options: '-k -r -u -T' },
  stat: {
    why: 'facts 3.5: safe remote set; -L since fileutils 4.1.10 (NEWS of coreutils)',
    options: '-L -c --',
  },
  sync: { why: 'fileutils, before 2003' },
  tail: { why: posix, options: '-c -n' },
  telnet: { why: 'used where it is found alone; the articles use it. -E: netkit', options: '-E' },
  tr: { why: posix, options: '-cd' },
  uname: { why: safeSet, options: '-n' },
  wc: { why: posix, options: '-c' },
};

/** The calls that a server of 2003 may not understand: of an unknown program, or with an unknown option. */
export function laterThanThePeriod(calls: readonly string[]): readonly string[] {
  return [...new Set(calls.filter((call) => !isOfThePeriod(call)))];
}

/** Words as bash quotes them: a blank within one has a backslash before it, or stands in $'...'. */
const oneWord = /(?:\$'(?:[^'\\]|\\.)*'|\\.|[^\s\\])+/gs;

function isOfThePeriod(call: string): boolean {
  const [path = '', ...words] = call.match(oneWord) ?? [];
  const safe = Object.entries(periodCommands).find(([name]) => name === basename(path))?.[1];
  if (safe === undefined) return false;
  const options = (safe.options ?? '').split(' ');
  const end = words.indexOf('--');
  return words
    .slice(0, end < 0 ? undefined : end + 1)
    .every((word) => !word.startsWith('-') || options.includes(word) || options.includes(beforeValue(word)));
}

/** `-f=` of `-f=%s`; a value may be anything. */
function beforeValue(word: string): string {
  return word.replace(/=.*/s, '=');
}
