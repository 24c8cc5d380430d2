import type { Situation } from '../../src/model/step.js';
import type { ImssFacts, ImssRoot } from '../../src/products/imss/facts.js';
import { imss } from '../../src/products/imss/product.js';

/** What of IMSS is on the server. Its ports do not count: an IMSS that is stopped has none. */
export type ImssState =
  | { readonly kind: 'installed'; readonly root: ImssRoot }
  | { readonly kind: 'none' }
  /** There are several folders that it could be, or the one that was `named` with --imss-root is not it. */
  | { readonly kind: 'root-open'; readonly reason: string; readonly named: boolean }
  /** Half of an installation: the start script, but no folder, not even the one that was `named`. */
  | { readonly kind: 'script-only'; readonly named?: string }
  /** The other half. */
  | { readonly kind: 'file-only'; readonly path: string }
  | { readonly kind: 'untold'; readonly reason: string };

export function imssState({ facts, answers }: Pick<Situation, 'facts' | 'answers'>): ImssState {
  const { root, script } = facts.imss;
  if (script.state === 'unreadable') return { kind: 'untold', reason: `${imss.script}: ${script.reason}` };
  if (root.state === 'unreadable') {
    const { reason } = root;
    return mayBeNamed(facts.imss, answers.imssRoot)
      ? { kind: 'root-open', reason, named: answers.imssRoot !== undefined }
      : { kind: 'untold', reason };
  }
  if (root.state === 'present') {
    return script.state === 'present'
      ? { kind: 'installed', root: root.value }
      : { kind: 'file-only', path: `${root.value.path}/${imss.configFile}` };
  }
  if (script.state === 'absent') return { kind: 'none' };
  const { imssRoot: named } = answers;
  return { kind: 'script-only', ...(named === undefined ? {} : { named }) };
}

/** Another answer can help: there are several folders, or the named one is none of them. A file that cannot be read stays so. */
function mayBeNamed({ roots }: ImssFacts, named: string | undefined): boolean {
  if (named === undefined) return roots.length > 1;
  const folder = named.replace(/\/+$/, '');
  return roots.every(({ path }) => path !== folder);
}
