import PostalMime from 'postal-mime';
import { escapeControl } from '../text/escape.js';
import { eicarText } from './eicar-message.js';

export interface DeliveredEicar {
  /** The EICAR test file is still in the message. */
  readonly infected: boolean;
  /** What somebody on the way added to the text; safe to show. */
  readonly footnote?: string;
}

const maxFootnote = 200;

/** What has become of the message `sent`, as it was `delivered`. */
export async function readDeliveredEicar(delivered: Uint8Array, sent: Uint8Array): Promise<DeliveredEicar> {
  const [found, own] = await Promise.all([contentsOf(delivered), contentsOf(sent)]);
  const infected = found.some((text) => text.includes(eicarText()));
  const ownLines = new Set(own.flatMap(linesOf));
  const added = found
    .filter((text) => !text.includes(eicarText()))
    .flatMap(linesOf)
    .filter((line) => !ownLines.has(line));
  const footnote = escapeControl(added.join(' '), maxFootnote);
  return { infected, ...(footnote === '' ? {} : { footnote }) };
}

/** The text of a message, and the contents of what is attached to it, decoded. */
async function contentsOf(message: Uint8Array): Promise<readonly string[]> {
  const { text = '', html = '', attachments } = await PostalMime.parse(message);
  return [
    text,
    html.replace(/<[^>]*>/g, ' '),
    ...attachments.map(({ content }) =>
      typeof content === 'string' ? content : Buffer.from(new Uint8Array(content)).toString('latin1'),
    ),
  ];
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
