const hidden = '<hidden>';

/** What a key that may be a password has in its name, in any of the products' files. */
const word = String.raw`(?:pass(?!ive|ed|es\b|ing)|secret|credential|license_key|activation)`;

/** Bounded, and only from its first character on: a line may be a megabyte long and made to be slow to read. */
const name = String.raw`(?<![\w.-])[\w.-]{0,80}?${word}[\w.-]{0,80}["']?`;

/** `adminPassword = "x"`, also within `{ ... }`, `userPassword: x`, `"password": 'x'`, and `set (authPassword, "x")`. */
const assigned = new RegExp(
  String.raw`(${name}[ \t]{0,80}[=:,][ \t]{0,80})(?:"(?:\\.|[^"\\])*"|'[^'\n]*'|[^\s"][^\s})]*)`,
  'gi',
);

/** The same as all of a line, whose value may have blanks in it: `;ldap-passwd = two words`. */
const line = new RegExp(String.raw`^([-+ \t;#]{0,80}${name}[ \t]{0,80}[=:][ \t]{0,80})\S.*$`, 'gim');

/** The password of a URL: `http://user:word@host`; up to the last `@` before the path, as one may stand in the word. */
const inUrl = /(:\/\/[^\s/:@"']{0,200}:)[^\s/"']{1,200}(?=@)/g;

/** May what is called that be a password, or the like? Pure. */
export function isSecretName(text: string): boolean {
  return new RegExp(word, 'i').test(text);
}

/**
 * Text of a configuration file, or of a diff of one, without the values of what may be passwords: those are nobody's business who
 * reads along. Pure.
 */
export function hideSecrets(text: string): string {
  return text.replace(line, `$1${hidden}`).replace(assigned, `$1${hidden}`).replace(inUrl, `$1${hidden}`);
}

export function holdsSecret(text: string): boolean {
  return hideSecrets(text) !== text;
}

/** A value beside its name. Pure. */
export function hideValue(called: string, text: string): string {
  return isSecretName(called) ? hidden : hideSecrets(text);
}
