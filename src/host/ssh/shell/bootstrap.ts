import { type ShellFragment, sh } from '../../shell.js';
import { targetPath } from '../../target-path.js';
import { lengthLine, takeLength } from './length-line.js';

/** What a bootstrap prints on standard error before it is ready. */
export const clearMark = (mark: string) => `${mark}-`;

/**
 * The first that runs in a shell of ours: says that it is there, its process, its group and its user, then takes a script of
 * the length that it is told. The script is not run when it came in parts only: its last line must be the mark. One line,
 * without a single quote, a backslash, or an exclamation mark, each of which some login shell takes for its own.
 * What is no length ends it: a password that nobody waited for must not get into the arguments of `head`.
 * `terminal`: standard input is one, whose modes must not touch the bytes.
 */
export function bootstrap(mark: string, terminal: boolean): ShellFragment {
  const modes = terminal ? sh`stty raw -echo; ` : sh``;
  const length = terminal ? sh`n=$(${takeLength})` : sh`read n`;
  return sh`${modes}cd /; echo ${clearMark(mark)} >&2; read a b c d g e < /proc/$$/stat; echo ${mark} $$ 0$g $(id -u); ${length}; [ $n -gt 0 ] 2>/dev/null || exit 255; t=$(head -c $n 2>/dev/null || dd bs=1 count=$n 2>/dev/null); case $t in *${mark}) eval "$t" ;; *) exit 255 ;; esac`;
}

/** The bytes that a bootstrap waits for. */
export function forBootstrap(mark: string, script: ShellFragment): Buffer {
  const text = Buffer.from(`unset a b c d e g n t\n${script.text}\n# ${mark}\n`);
  return Buffer.concat([Buffer.from(lengthLine(text.length)), text]);
}

const cleanEnvironment = ['env', '-i', `PATH=${targetPath}`, 'HOME=/root', 'LC_ALL=C'];

/** A line for any login shell (sh, csh, fish) that becomes a bootstrap. */
export function loginLine(mark: string, terminal: boolean): ShellFragment {
  return sh`exec ${cleanEnvironment} sh -c ${bootstrap(mark, terminal).text}`;
}

/** A bootstrap in a session and group of its own, without a terminal to be hung up on. */
export function ownSession(mark: string): ShellFragment {
  return sh`exec setsid sh -c ${bootstrap(mark, false).text}`;
}

/** Canonical, so that a password arrives as one line, but without a key that would edit it. */
const lineMode = sh`stty icanon -echo erase undef kill undef eof undef eol undef`;

/** sudo 1.6 has no `-n`; `-S` takes the password from standard input, where only the one that is asked for will be. */
export function bySudo(mark: string, prompt: string, terminal: boolean): ShellFragment {
  return sh`
${terminal ? lineMode : sh`:`}
exec sudo -S -p ${prompt} ${cleanEnvironment} sh -c ${bootstrap(mark, terminal).text}`;
}

/**
 * su asks only on a terminal. Newer ones take a command's terminal away from it (CVE-2005-4890) unless they are told by a name
 * that older ones do not know.
 */
export function bySu(mark: string): ShellFragment {
  const line = loginLine(mark, true).text;
  return sh`
su=$(command -v su) || su=su
${lineMode}
if grep session-command "$su" >/dev/null 2>&1; then exec su ${`--session-command=${line}`} root; fi
exec su root -c ${line}`;
}
