import { escapeControl } from './escape.js';

/** "2006-07-04 10:00:00 UTC"; what is no such time stays as it is. */
export function dateAndTime(text: string): string {
  return escapeControl(text).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, '$1 $2 UTC');
}
