import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The functions of the target's library that are one action each, whatever they do inside. */
const whole = [
  'journal',
  'run_service',
  'install_package',
  'remove_package',
  'remove_packages',
  'run_installer',
] as const;

const definitions = new RegExp(`^(${whole.join('|')})\\(\\) \\{`, 'gm');

/** `true > FILE` makes a file without a command that could be shadowed. */
const empties = /(^[ \t]*|[;{&|(][ \t]*|\b(?:then|else|do)[ \t]+)(:|true) > ("[^"\n]*"|[^\s;|&)"]+)/gm;

/** Written every ten seconds to show that somebody is there: not at a point of the run. */
const beat = '.alive"';

let hooks: string | undefined;

/** A script of the product with points in it, at which a test can stop it. */
export function hookedScript(script: string): string {
  hooks ??= readFileSync(fileURLToPath(new URL('./hooks.sh', import.meta.url)), 'utf8');
  return hooks + withPoints(script);
}

/** The script's own text: what cannot be seen by shadowing commands. Pure. */
export function withPoints(script: string): string {
  return script
    .replace(definitions, (_whole, name: string) =>
      [`${name}() { crash_function ${name} "$@"; }`, `${name}__real() {`].join('\n'),
    )
    .replace(empties, (whole, before: string, word: string, file: string) =>
      file.endsWith(beat)
        ? whole
        : `${before}{ crash_point before note ${file}; ${word} > ${file} && crash_point after note ${file}; }`,
    );
}
