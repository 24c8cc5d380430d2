import type { Finding } from '../../../src/model/finding.js';
import type { ImssSetting } from '../../../src/products/imss/setting.js';
import type { NamedEdit } from '../../edit-imss-config.js';
import type { FindingId } from '../../explanations/index.js';
import { findingOf } from '../../finding-of.js';
import { imssArticle } from '../../passages.js';

/** One thing that imss.ini is to say: what was found, and the edit that puts it right. */
export interface Wish {
  readonly finding: Finding;
  readonly edit?: NamedEdit;
}

export const configureImss = {
  id: 'configure-scanner',
  passage: imssArticle('Interconnecting 2'),
} as const;

type Rest = Omit<Finding, 'id' | 'step' | 'passage' | 'verdict' | 'aspect'>;

/** Nothing can or need be done about it in the file. */
export function settled(id: FindingId, verdict: Finding['verdict'], rest: Rest): Wish {
  return { finding: findingOf(configureImss, id, verdict, { ...rest, aspect: 'configured' }) };
}

/** The edit puts it right. */
export function mended(id: FindingId, rest: Rest & { readonly remedy: string }, edit: NamedEdit): Wish {
  return { ...settled(id, 'drift', rest), edit };
}

/** Every line that sets it says so, and it can be told for sure. */
export function says({ value, consistent, doubt }: ImssSetting, wanted: string): boolean {
  return value === wanted && consistent && doubt === undefined;
}

export function foundText({ value, consistent, doubt }: ImssSetting): string {
  const unsure = doubt === undefined ? '' : ` (${doubt})`;
  return `${value}${consistent ? '' : ' (set more than once, differently)'}${unsure}`;
}

/** What stands before the first section has no line of its own. */
export function placeOf({ line }: { readonly line: number }, file: string): string {
  return line === 0 ? file : `${file}, line ${line}`;
}
