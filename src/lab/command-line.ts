import { defaultLabName } from './paths.js';

/** A command of the verb `lab` for somebody to type: `lab down --name x`, without the name that is the default. */
export function labCommandLine(name: string, ...words: readonly string[]): string {
  const [verb, ...rest] = words;
  return [
    'gateway-setup lab',
    ...(verb === undefined ? [] : [verb]),
    ...(name === defaultLabName ? [] : [`--name ${name}`]),
    ...(rest.length === 0 ? [] : ['--', ...rest]),
  ].join(' ');
}
