import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { ServerLab } from './server-lab.js';

/** Where the product does not look for what an installer leaves. */
const folder = '/tmp/recorder';

/**
 * Takes the place of every program: writes down what it was called with and by whom, and becomes the real one. Bash alone
 * does it, so that nothing is run for it.
 */
const recorder = `#!${folder}/bash
at=$$ by=
while read -r stat 2>/dev/null < /proc/$at/stat; do
  stat=(\${stat##*) })
  at=\${stat[1]}
  [ "$at" -gt 1 ] || break
  mapfile -d '' -t words 2>/dev/null < /proc/$at/cmdline
  printf -v word ' %q' "\${words[@]:0:2}"
  by+="\${word:1:300}"$'\\t'
done
printf -v words ' %q' "$0" "$@"
printf '%s\\t%s%s\\n' "\${words:1:3000}" "$by" "$at" >> ${folder}/log
exec -a "$0" "${folder}/real$0" "$@"
`;

/** A program that ran on the server. */
export interface Ran {
  /** Its path, then its arguments; as bash quotes them, at most 3000 characters. */
  readonly words: string;
  /** The first two words of who called it, of who called that one, and so on. */
  readonly by: readonly string[];
  /** Who called the last of those: 1 who was left alone, 0 somebody outside of the lab. */
  readonly top: string;
}

/** What the vendors' own scripts, installers and packages call is theirs. */
const vendors =
  /^(\S+ )?(\/etc\/(init|rc)\S*\.d\/|\/opt\/|\/root\/media\/|\/var\/tmp\/rpm-tmp|\/var\/lib\/dpkg\/|\S*\/(rpm|dpkg)\S*( |$))/;

/** What somebody had the server run over SSH. */
export function ranOverSsh(ran: readonly Ran[]): readonly Ran[] {
  const cameIn = ({ by, top }: Ran) =>
    by.some((one) => one.startsWith('sshd:')) || (by.length > 0 && top !== '0');
  return ran.filter((one) => cameIn(one) && !one.by.some((caller) => vendors.test(caller)));
}

/**
 * Has every program of the lab written down that is run from now on, whoever runs it and by whichever name or path: there is
 * nothing else in the lab that could be run. A script shows as the shell that it is for; what a shell has built in does not show.
 * sshd with its own programs, what needs its set-user-ID bit, and what the stand-ins run on are left alone.
 * @param shell a shell of this machine that /bin/sh becomes; default: bash, as it is @returns what has run so far
 */
export function record(
  { lab: { root } }: ServerLab,
  shell = join(root, folder, 'bash'),
): () => readonly Ran[] {
  const at = (...path: readonly string[]) => join(root, folder, ...path);
  mkdirSync(at());
  copyFileSync(join(root, 'bin/bash'), at('bash'));
  writeFileSync(at('log'), '');
  // Not only root is to write there.
  chmodSync(at('log'), 0o666);
  for (const path of programsBelow(root, '/')) {
    const real = at('real', path);
    mkdirSync(dirname(real), { recursive: true });
    if (path === '/bin/sh') copyFileSync(shell, real);
    else renameSync(join(root, path), real);
    rmSync(join(root, path), { force: true });
    writeFileSync(join(root, path), recorder);
    chmodSync(join(root, path), 0o755);
  }
  return () =>
    readFileSync(at('log'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [words = '', ...rest] = line.split('\t');
        return { words, by: rest.slice(0, -1), top: rest.at(-1) ?? '' };
      });
}

const leftAlone = /^\/(proc|dev|sys)\/|^\/(tmp\/recorder|opt\/lab|root\/media)\/|\.so(\.|$)|ssh|\/(sudo|su)$/;

function programsBelow(root: string, path: string): readonly string[] {
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const inside = join(path, entry.name);
    if (leftAlone.test(inside)) return [];
    if (entry.isDirectory()) return leftAlone.test(`${inside}/`) ? [] : programsBelow(root, inside);
    return inside === '/bin/sh' || (entry.isFile() && isProgram(join(root, inside))) ? [inside] : [];
  });
}

/** Begins as programs do that are no scripts. */
function isProgram(path: string): boolean {
  const file = openSync(path, 'r');
  const magic = Buffer.alloc(4);
  readSync(file, magic);
  closeSync(file);
  return magic.toString('latin1') === '\x7fELF';
}
