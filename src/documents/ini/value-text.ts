/** What can stand without quotes in every dialect: printable ASCII, no blanks, quotes or comment marks. */
const plain = /^[!$-&(-:<-~]+$/;

/**
 * A value as it is to be written where `found` stands: quotes as found; where nothing shows the line's
 * custom (an empty bare value) `quoteNew` decides; quotes in any case where the value could not stand without.
 */
export function valueText(
  value: string,
  found: { readonly quote: '"' | ''; readonly raw: string },
  quoteNew: boolean,
): string {
  const custom = found.raw === '' ? quoteNew : found.quote === '"';
  return custom || !plain.test(value) ? `"${value}"` : value;
}

/**
 * How the vendors' parsers escape anything inside quotes is not known, so nothing that would need it is written.
 *
 * @throws RangeError for a double quote, a control character other than the tab, a character that is not one
 * byte, and a backslash at the end (it could hide the closing quote).
 */
export function refuseUnwritable(value: string): void {
  if (/[\u0000-\u0008\u000a-\u001f"\u007f]|[^\u0000-\u00ff]|\\$/.test(value)) {
    throw new RangeError(`cannot be written as a value of an ini file: ${JSON.stringify(value)}`);
  }
}
