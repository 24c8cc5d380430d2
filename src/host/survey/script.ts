import { lines, type ShellFragment, sh } from '../shell.js';
import type { SurveyRequest } from './request.js';

/**
 * The whole survey as one script. Every answer is a header line, its bytes as they are, and a trailer
 * line; all lines of ours begin with a mark that no file can contain by chance. No base64: the period's
 * servers have none (facts: scanners-and-hosts 3.5). Commands used: stat -L -c, cat, printf and what is asked for.
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

/**
 * gs_file NUMBER PATH CONTENTS, gs_folder NUMBER PATH CONTENTS and gs_find NUMBER FILE PLACES. The status in the trailer of `trouble` is that
 * of `stat`, or 9 where the words are ours. Configuration files are small; ten million bytes are something
 * else, and what they say is not worth carrying over a slow line.
 */
const functions = sh`
gs_trouble() {
  printf '%s trouble %s %s\n%s\n%s end %s\n' "$gs_mark" "$1" "$gs_link" "$3" "$gs_mark" "$2"
}
gs_look() {
  gs_link=no
  [ -L "$1" ] && gs_link=yes
  gs_meta=$(stat -L -c '%a|%u|%g|%s|%Y|%F' -- "$1" 2>&1)
}
gs_file() {
  gs_look "$2" || { gs_trouble "$1" "$?" "$gs_meta"; return; }
  gs_read=$3
  [ -f "$2" ] || gs_read=no
  if [ "$gs_read" = yes ]; then
    [ -r "$2" ] || { gs_trouble "$1" 9 "Permission denied"; return; }
    case $(stat -L -c %s -- "$2") in
      ????????*) gs_trouble "$1" 9 "it is larger than a configuration file can be (10 MB)"; return ;;
    esac
  fi
  printf '%s file %s %s %s|%s\n%s\n%s path\n' "$gs_mark" "$1" "$gs_read" "$gs_link" "$gs_meta" "$2" "$gs_mark"
  gs_code=0
  if [ "$gs_read" = yes ]; then cat -- "$2" 2>/dev/null; gs_code=$?; fi
  printf '\n%s end %s\n' "$gs_mark" "$gs_code"
}
gs_folder() {
  gs_look "$2" || { gs_trouble "$1" "$?" "$gs_meta"; return; }
  [ -d "$2" ] || { gs_trouble "$1" 9 "it is not a folder"; return; }
  { [ -r "$2" ] && [ -x "$2" ]; } || { gs_trouble "$1" 9 "Permission denied"; return; }
  printf '%s folder %s\n\n%s end 0\n' "$gs_mark" "$1" "$gs_mark"
  for gs_entry in "$2"/* "$2"/.[!.]* "$2"/..?*; do
    if [ -f "$gs_entry" ] || { [ -L "$gs_entry" ] && [ ! -e "$gs_entry" ]; }; then
      gs_file "$1" "$gs_entry" "$3"
    fi
  done
}
gs_find() {
  gs_tab=$(printf '\t')
  printf '%s\n' "$3" | while IFS=$gs_tab read -r gs_how gs_place; do
    case $gs_place in /*) ;; *) continue ;; esac
    gs_real=$(cd -P -- "$gs_place" 2>/dev/null && pwd -P)
    printf '%s place %s %s\n%s\t%s\n%s end 0\n' "$gs_mark" "$1" "$gs_how" "$gs_place" "$gs_real" "$gs_mark"
    gs_file "$1" "$gs_place/$2" yes
  done
}`;
