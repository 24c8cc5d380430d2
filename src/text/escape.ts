/**
 * Text from outside (banners, headers, file contents, file names) made safe for a terminal: control
 * characters, DEL, C1 controls and bidirectional overrides become visible escapes; long text is cut.
 */
const unsafe = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

export function escapeControl(text: string, limit = 2000): string {
  const cut =
    text.length > limit ? `${text.slice(0, limit)}… (${text.length - limit} more characters)` : text;
  return cut.replace(unsafe, (character) => {
    if (character === '\t') return '\t';
    const code = character.charCodeAt(0);
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
