import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundObject } from '../scanning/judgement.js';

export interface Footnotes {
  readonly infected: FootnoteFrame;
  readonly notscanned: FootnoteFrame;
}

interface FootnoteFrame {
  readonly header: string;
  readonly footer: string;
}

/** The text of a template: tags and comments left out. */
export function templateText(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim();
}

/** The footnote templates of nod32.cfg's folder; a template that is missing gives an empty text. */
export function loadFootnotes(configFolder: string): Footnotes {
  const read = (part: string, kind: string): string => {
    try {
      return templateText(
        readFileSync(join(configFolder, 'templates', `lms_sig_${part}_${kind}.html`), 'latin1'),
      );
    } catch {
      return '';
    }
  };
  const frame = (kind: string): FootnoteFrame => ({
    header: read('header', kind),
    footer: read('footer', kind),
  });
  return { infected: frame('infected'), notscanned: frame('not_scanned') };
}

/** Plain text with CRLF line ends: the template's header, what was removed and why, the template's footer. */
export function footnoteText(footnotes: Footnotes, object: FoundObject): string {
  const { header, footer } = footnotes[object.verdict];
  const name = object.name === '' ? 'the text of this message' : `attachment "${object.name}"`;
  const report = `  ${name}: ${object.reason}, removed`.replace(/[^ -~]/g, '?');
  const lines = ['__________ NOD32 for Linux Mail Server __________', header, report, footer];
  return lines
    .filter((line) => line !== '')
    .join('\n\n')
    .replace(/\r?\n/g, '\r\n')
    .concat('\r\n');
}
