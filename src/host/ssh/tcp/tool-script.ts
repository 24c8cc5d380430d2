import { isIP } from 'node:net';
import { lines, type ShellFragment, sh } from '../../shell.js';
import { relayPerl } from './relay-perl.js';

export const toolNames = ['perl', 'nc', 'telnet'] as const;
export type ToolName = (typeof toolNames)[number];

/**
 * Becomes the first program of the server that can connect to `address`, after a line with its name, or `none`. Of nc only one that can
 * say when it is connected. telnet takes none of its escape characters, and no .telnetrc;
 * whatever ends first takes the rest of its process group along.
 */
export function toolScript(address: string, port: number): ShellFragment {
  const isAddress = isIP(address) !== 0;
  // perl's Socket knows addresses of version 6 only since 5.14.
  const perl = isIP(address) === 6 ? sh`false` : sh`perl -MSocket -e 1 > /dev/null 2>&1`;
  return lines(
    sh`
if ${perl}; then
  printf 'perl\n'
  exec perl -e ${relayPerl} ${address} ${port}
fi
if command -v nc > /dev/null 2>&1; then
  case $(nc -h 2>&1 < /dev/null) in
    *[!a-zA-Z0-9]-v*)
      printf 'nc\n'
      exec nc -v ${isAddress ? ['-n'] : []} ${address} ${port} ;;
  esac
fi
if command -v telnet > /dev/null 2>&1; then
  printf 'telnet\n'
  # Its input never ends while it is wanted. When the line is gone, some telnets write to it for ever.
  { cat; kill -KILL 0; } 2> /dev/null | { HOME=/ telnet -E ${address} ${port}; kill -TERM 0; }
fi
printf 'none\n'`,
  );
}
