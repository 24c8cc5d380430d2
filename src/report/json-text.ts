/** JSON leaves DEL and the C1 controls as they are; a terminal may obey them. */
export function jsonText(document: object): string {
  return JSON.stringify(document, undefined, 2).replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
