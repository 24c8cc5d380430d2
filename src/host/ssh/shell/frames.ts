import { type ShellFragment, sh } from '../../shell.js';
import { bootstrap } from './bootstrap.js';
import { takeLength } from './length-line.js';

/**
 * A terminal has one stream each way. Runs a bootstrap with pipes, in a session of its own, and carries these over it. Input:
 * a line with a length, then so many bytes; 0: its end. Output: od's lines, standard output in hexadecimal numbers (two
 * digits), standard error in octal ones (three); a line `o` or `e`: its end; `= STATUS`. A line of od is one write, so two of
 * them do not mix; dd gives what is there without waiting for more.
 */
export function framed(mark: string): ShellFragment {
  return sh`
stty raw -echo
exec 3>&1 2>/dev/null
encode() {
  while :; do
    taken=$({ dd bs=16384 count=1 2>&4 | od -An -v "$1" >&3; } 4>&1)
    case $taken in 0+0*) break ;; esac
  done
  echo "$2" >&3
}
decode() {
  while size=$(${takeLength}) && [ $size -gt 0 ]; do
    head -c $size || break
  done
}
{
  decode 3>&- 6>&- | {
    ( exec setsid sh -c ${bootstrap(mark, false).text} 2>&6 3>&- 6>&- )
    echo "= $?" >&3
  } | encode -tx1 o >&3 6>&-
} 6>&1 | encode -to1 e`;
}

export interface FrameEvents {
  stdout(bytes: Buffer): void;
  stderr(bytes: Buffer): void;
  end(which: 'stdout' | 'stderr'): void;
  status(code: number): void;
}

/** Reads frames out of chunks cut anywhere. What is no frame is passed over; a line without end is cut. */
export function frameReader(events: FrameEvents): (chunk: Buffer) => void {
  let begun = Buffer.alloc(0);
  return (chunk) => {
    const all = begun.length === 0 ? chunk : Buffer.concat([begun, chunk]);
    const found = {
      hex: Buffer.alloc(all.length),
      octal: Buffer.alloc(all.length),
      hexLength: 0,
      octalLength: 0,
    };
    let from = 0;
    for (let end = all.indexOf(10); end >= 0; end = all.indexOf(10, from)) {
      if (all[from] === 0x20) takeNumbers(all, from, end, found);
      else {
        give(found, events);
        takeWord(all.toString('latin1', from, end).trim(), events);
      }
      from = end + 1;
    }
    give(found, events);
    begun = Buffer.from(all.subarray(from).subarray(0, longestLine));
  };
}

/** od's lines are 65 bytes at most. */
const longestLine = 256;

interface Found {
  readonly hex: Buffer;
  readonly octal: Buffer;
  hexLength: number;
  octalLength: number;
}

function takeNumbers(all: Buffer, from: number, end: number, found: Found): void {
  let hex = 0;
  let octal = 0;
  let digits = 0;
  for (let at = from; at <= end; at += 1) {
    const byte = all[at] ?? 0;
    if (byte >= 0x30) {
      const digit = byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57;
      hex = hex * 16 + digit;
      octal = octal * 8 + digit;
      digits += 1;
      continue;
    }
    if (digits === 2) found.hex[found.hexLength++] = hex;
    else if (digits === 3) found.octal[found.octalLength++] = octal;
    hex = 0;
    octal = 0;
    digits = 0;
  }
}

function give(found: Found, events: FrameEvents): void {
  if (found.hexLength > 0) events.stdout(Buffer.from(found.hex.subarray(0, found.hexLength)));
  if (found.octalLength > 0) events.stderr(Buffer.from(found.octal.subarray(0, found.octalLength)));
  found.hexLength = 0;
  found.octalLength = 0;
}

function takeWord(word: string, events: FrameEvents): void {
  if (word === 'o') events.end('stdout');
  else if (word === 'e') events.end('stderr');
  const status = /^= (\d{1,3})$/.exec(word)?.[1];
  if (status !== undefined) events.status(Number(status));
}
