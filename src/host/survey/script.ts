import { lines, type ShellFragment, sh } from '../shell.js';
import type { SurveyRequest } from './request.js';
import { followLinks, surveyFunctions } from './shipped.js';

/**
 * The whole survey as one script. Every answer is a header line, its bytes as they are, and a trailer
 * line; all lines of ours begin with a mark that no file can contain by chance. No base64: the period's
 * servers have none (facts: scanners-and-hosts 3.5). Commands used: stat -L -c, cat, ls -ld, printf and what is asked for.
 */
export function surveyScript(requests: readonly SurveyRequest[], mark: string): ShellFragment {
  return lines(
    sh`LC_ALL=C; export LC_ALL; gs_mark=${mark}`,
    followLinks(),
    surveyFunctions(),
    sh`gs_look_for_missing ${requests.flatMap(lookedFor)}`,
    ...requests.map((request, index) => one(request, index)),
    sh`printf '%s all\n' "$gs_mark"`,
  );
}

/** Whatever is asked for by its path: what has not been looked for may be there, and only not be seen. */
function lookedFor(request: SurveyRequest): readonly string[] {
  return request.kind === 'file' || request.kind === 'folder' ? [request.path] : [];
}

function one(request: SurveyRequest, index: number): ShellFragment {
  switch (request.kind) {
    case 'file':
      return sh`gs_file ${index} ${request.path} ${request.contents ? 'yes' : 'no'}`;
    case 'folder':
      return sh`gs_folder ${index} ${request.path} ${request.contents ? 'yes' : 'no'}`;
    case 'find-file':
      return sh`gs_find ${index} ${request.file} "$( ( ${request.script}
) 2>/dev/null </dev/null )"`;
    case 'command':
      return sh`printf '%s command %s\n' "$gs_mark" ${index}
( ${request.script}
) 2>&1 </dev/null
printf '\n%s end %s\n' "$gs_mark" "$?"`;
  }
}
