/** What setup prints for an outage that is too short for its one decimal, in milliseconds. */
const tooShort = 100;

/**
 * The outage in milliseconds, as setup prints it (to a tenth of a second; "less than 0.1 s" counts as 0.1 s).
 * @throws Error when the text tells of none.
 */
export function outageIn(text: string): number {
  const said = /Port 25 gave no AXIGEN banner for (?:(less than 0\.1)|(\d+\.\d)) s\./.exec(text);
  if (said === null) throw new Error('setup has not said how long port 25 was silent');
  return said[2] === undefined ? tooShort : Math.round(Number(said[2]) * 1000);
}
