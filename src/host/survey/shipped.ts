import { readFileSync } from 'node:fs';
import { templatePath } from '../../package-root.js';
import { type ShellFragment, shippedScript } from '../shell.js';

const texts = new Map<string, string>();

/** Defines gs_follow, which finds the path without symbolic links. */
export function followLinks(): ShellFragment {
  return shipped('follow-links.sh');
}

/** Defines what looks at files and folders for a survey; after gs_follow. */
export function surveyFunctions(): ShellFragment {
  return shipped('survey.sh');
}

function shipped(name: string): ShellFragment {
  const text = texts.get(name) ?? readFileSync(templatePath('target', name), 'utf8');
  texts.set(name, text);
  return shippedScript(text);
}
