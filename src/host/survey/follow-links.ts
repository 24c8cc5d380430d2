import { readFileSync } from 'node:fs';
import { templatePath } from '../../package-root.js';
import { type ShellFragment, shippedScript } from '../shell.js';

let text: string | undefined;

/** Defines gs_follow, which finds the path without symbolic links. */
export function followLinks(): ShellFragment {
  text ??= readFileSync(templatePath('target', 'follow-links.sh'), 'utf8');
  return shippedScript(text);
}
