import { isPlainAddress } from '../smtp/stages.js';

/** A sentence that says what is wrong with the text of an answer, or undefined. All are pure. */
type Problem = (text: string) => string | undefined;

/** Stricter than SMTP, never looser: what passes here can be said in a dialogue. */
const address = /^[^\s@<>()[\],;:"\\]+@[A-Za-z0-9.-]+$/;

/** The kernel's limits on Linux, in bytes: of one name, and of a whole path without its final NUL. */
const nameLimit = 255;
const pathLimit = 4095;

export const addressProblem: Problem = (text) => {
  if (/[^\0-\x7f]/.test(text))
    return 'A mail address here has plain ASCII letters only, no accents or umlauts.';
  return address.test(text) && isPlainAddress(text) ? undefined : 'That is not a mail address (name@domain).';
};

export const pathProblem: Problem = (text) => {
  if (!text.startsWith('/')) return 'The path on the server must be absolute (begin with /).';
  if (/[\0-\x1f\x7f]/.test(text)) return 'A path is one line of text, without control characters.';
  const tooLong = text.split('/').some((name) => Buffer.byteLength(name) > nameLimit);
  if (tooLong) return `No name in a path can be longer than ${nameLimit} bytes.`;
  return Buffer.byteLength(text) > pathLimit ? `A path cannot be longer than ${pathLimit} bytes.` : undefined;
};

/** Bytes; far below what the kernel takes for one word of a command. */
const commandLimit = 4095;

export const commandProblem: Problem = (text) => {
  if (text.trim() === '') return 'Give the command as you would type it on the server.';
  if (/[\0-\x1f\x7f]/.test(text)) return 'A command is one line of text, without control characters.';
  return Buffer.byteLength(text) > commandLimit
    ? `A command cannot be longer than ${commandLimit} bytes.`
    : undefined;
};

export function secondsFrom(least: number): Problem {
  return (text) =>
    /^\d{1,3}$/.test(text) && Number(text) >= least && Number(text) <= 600
      ? undefined
      : `Give a number of seconds from ${least} to 600.`;
}

export function numberFrom(least: number, most: number): Problem {
  return (text) =>
    /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most
      ? undefined
      : `Give a whole number from ${least} to ${most}.`;
}

export function textLine(sentence: string): Problem {
  return (text) => (/[\r\n\0]/.test(text) ? sentence : undefined);
}

export function oneOf(...choices: string[]): Problem {
  return (text) => (choices.includes(text) ? undefined : `Choose one of: ${choices.join(', ')}.`);
}
