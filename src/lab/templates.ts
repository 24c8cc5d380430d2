import { readFileSync } from 'node:fs';
import { templatePath } from '../package-root.js';

/** A file of templates/, as text. */
export function readTemplate(...parts: string[]): string {
  return readFileSync(templatePath(...parts), 'utf8');
}
