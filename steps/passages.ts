import type { Passage } from '../src/model/finding.js';
import type { ScannerId } from '../src/model/scanner-id.js';
import type { Scanner } from '../src/products/scanner.js';

/** A section of the article "Protecting the AXIGEN Messaging Solution with NOD32". */
export function nod32Article(section: string): Passage {
  return { article: 'AXIGEN + NOD32', section };
}

/** A section of the article "Protecting the AXIGEN Messaging Solution with TrendMicro". */
export function imssArticle(section: string): Passage {
  return { article: 'AXIGEN + IMSS', section };
}

/** A section that both articles have under the same name. */
export function bothArticles(section: string): readonly Passage[] {
  return [nod32Article(section), imssArticle(section)];
}

/** The section of a scanner's own article, by its name there. */
export function articleOf(
  { id, article }: Pick<Scanner, 'id' | 'article'>,
  section: string | Readonly<Record<ScannerId, string>>,
): Passage {
  return { article, section: typeof section === 'string' ? section : section[id] };
}
