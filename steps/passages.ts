import type { Passage } from '../src/model/finding.js';

/** A section of the article "Protecting the AXIGEN Messaging Solution with NOD32". */
export function nod32Article(section: string): Passage {
  return { article: 'AXIGEN + NOD32', section };
}
