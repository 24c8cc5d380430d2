import { type ShellFragment, sh } from '../../../src/host/shell.js';
import type { SurveyRequest } from '../../../src/host/survey/request.js';

export const file = (path: string, contents = true): SurveyRequest => ({ kind: 'file', path, contents });
export const folder = (path: string, contents = true): SurveyRequest => ({ kind: 'folder', path, contents });
export const command = (id: string, script: ShellFragment = sh`true`): SurveyRequest => ({
  kind: 'command',
  id,
  script,
});
