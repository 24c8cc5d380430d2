import type { Greeting } from '../proxy/rules.js';
import { bannerLine, configurationError, noBinaryMime, notImplemented } from './replies.js';

/** What IMSS supports under no circumstances (article, Caveats 1 and 6), whatever its list says. */
const never: ReadonlySet<string> = new Set(['STARTTLS', 'BINARYMIME', 'CHUNKING']);

/** IMSS's own line, then the last of the mail server's: any other greeting than 220, or one of IMSS itself, is of no use. */
export function greetingFor(own: string | undefined): Greeting {
  const lines = own?.split(/(?<=\n)/) ?? [];
  const last = lines.at(-1);
  if (last === undefined || !last.startsWith('220') || lines[0]?.trimEnd() === bannerLine.trimEnd()) {
    return { text: configurationError, goesOn: false };
  }
  return { text: bannerLine + last, goesOn: true };
}

/** The mail server's reply to EHLO with the keywords that are on the list: `SIZE 1000` by SIZE, `AUTH=LOGIN` by AUTH. */
export function offerOf(reply: string, extensions: ReadonlySet<string>): string {
  const [hello = '', ...keywords] = reply.split('\r\n').filter((line) => line !== '');
  if (!hello.startsWith('250')) return reply;
  const offered = keywords.filter((line) => {
    const keyword = /^[^\s=]*/.exec(line.slice(4))?.[0].toUpperCase() ?? '';
    return extensions.has(keyword) && !never.has(keyword);
  });
  const texts = [hello, ...offered].map((line) => line.slice(4));
  return texts.map((text, index) => `250${index === texts.length - 1 ? ' ' : '-'}${text}\r\n`).join('');
}

/** The reply to a command that the mail server must not see; `undefined` for one that goes through. */
export function refusalOf(command: string, extensions: ReadonlySet<string>): string | undefined {
  switch (/^\S*/.exec(command)?.[0].toUpperCase()) {
    case 'STARTTLS':
    case 'BDAT':
      return notImplemented;
    case 'AUTH':
      return extensions.has('AUTH') ? undefined : notImplemented;
    case 'MAIL':
      return /\sBODY=BINARYMIME(\s|$)/i.test(command) ? noBinaryMime : undefined;
    default:
      return undefined;
  }
}
