import type { Reply } from './reply.js';

/** One extension that a server offers (RFC 5321 4.1.1.1): plain data. */
export interface EhloKeyword {
  /** Upper case. */
  readonly keyword: string;
  /** As the server writes them. */
  readonly params: readonly string[];
}

/**
 * The keywords of a reply to EHLO, in order, duplicates kept. Its first line is the server's greeting and no
 * keyword. The old form `AUTH=PLAIN LOGIN` is AUTH with the parameters PLAIN and LOGIN.
 */
export function parseEhloKeywords(reply: Reply): EhloKeyword[] {
  const keywords: EhloKeyword[] = [];
  for (const line of reply.lines.slice(1)) {
    const [keyword, ...params] = line
      .trim()
      .split(/[ \t=]+/)
      .filter((word) => word !== '');
    if (keyword !== undefined) keywords.push({ keyword: keyword.toUpperCase(), params });
  }
  return keywords;
}

/** Whether a keyword is among those offered, without regard to case. */
export function offers(keywords: readonly EhloKeyword[], keyword: string): boolean {
  return keywords.some((one) => one.keyword === keyword.toUpperCase());
}
