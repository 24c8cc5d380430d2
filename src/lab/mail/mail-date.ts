/** A date as in a message's header fields (RFC 2822), in UTC. */
export function mailDate(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}
