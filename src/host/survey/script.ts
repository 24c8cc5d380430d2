import { lines, type ShellFragment, sh } from '../shell.js';
import type { SurveyRequest } from './request.js';

/**
 * The whole survey as one script. Every answer is a header line, its bytes as they are, and a trailer
 * line; both lines begin with a mark that no file can contain by chance. No base64: the period's servers
 * have none (facts: scanners-and-hosts 3.5). Commands used: stat -L -c, cat, printf and what is asked for.
 */
export function surveyScript(requests: readonly SurveyRequest[], mark: string): ShellFragment {
  return lines(
    sh`LC_ALL=C; export LC_ALL; gs_mark=${mark}`,
    functions,
    ...requests.map((request, index) => one(request, index)),
    sh`printf '%s all\n' "$gs_mark"`,
  );
}

function one(request: SurveyRequest, index: number): ShellFragment {
  switch (request.kind) {
    case 'file':
      return sh`gs_file ${index} ${request.path} ${request.contents ? 'yes' : 'no'}`;
    case 'folder':
      return sh`gs_folder ${index} ${request.path} ${request.contents ? 'yes' : 'no'}`;
    case 'command':
      return sh`printf '%s command ${index}\n' "$gs_mark"
( ${request.script}
) 2>&1 </dev/null
printf '\n%s end %s\n' "$gs_mark" "$?"`;
  }
}

const functions = sh`
gs_file() {
  gs_link=no
  [ -L "$2" ] && gs_link=yes
  gs_meta=$(stat -L -c '%a|%u|%g|%s|%Y|%F' -- "$2" 2>&1)
  if [ $? -ne 0 ]; then
    printf '%s trouble %s %s\n%s\n%s end 1\n' "$gs_mark" "$1" "$gs_link" "$gs_meta" "$gs_mark"
    return
  fi
  gs_read=$3
  [ -f "$2" ] || gs_read=no
  if [ "$gs_read" = yes ] && [ ! -r "$2" ]; then
    printf '%s trouble %s no\nPermission denied\n%s end 1\n' "$gs_mark" "$1" "$gs_mark"
    return
  fi
  printf '%s file %s %s %s|%s\n' "$gs_mark" "$1" "$gs_read" "$gs_link" "$gs_meta"
  printf '%s\n' "$2"
  gs_code=0
  if [ "$gs_read" = yes ]; then cat -- "$2" 2>/dev/null; gs_code=$?; fi
  printf '\n%s end %s\n' "$gs_mark" "$gs_code"
}
gs_folder() {
  gs_meta=$(stat -L -c '%F' -- "$2" 2>&1)
  if [ $? -ne 0 ]; then
    printf '%s trouble %s no\n%s\n%s end 1\n' "$gs_mark" "$1" "$gs_meta" "$gs_mark"
    return
  fi
  if [ ! -d "$2" ] || [ ! -r "$2" ] || [ ! -x "$2" ]; then
    printf '%s trouble %s no\n%s\n%s end 1\n' "$gs_mark" "$1" "not a folder that can be read" "$gs_mark"
    return
  fi
  printf '%s folder %s\n' "$gs_mark" "$1"
  printf '\n%s end 0\n' "$gs_mark"
  for gs_entry in "$2"/*; do
    if [ -f "$gs_entry" ]; then gs_file "$1" "$gs_entry" "$3"; fi
  done
}`;
