import { lines, type ShellFragment, sh } from '../shell.js';
import { followLinks } from './follow-links.js';
import type { SurveyRequest } from './request.js';

/**
 * The whole survey as one script. Every answer is a header line, its bytes as they are, and a trailer
 * line; all lines of ours begin with a mark that no file can contain by chance. No base64: the period's
 * servers have none (facts: scanners-and-hosts 3.5). Commands used: stat -L -c, cat, ls -ld, printf and what is asked for.
 */
export function surveyScript(requests: readonly SurveyRequest[], mark: string): ShellFragment {
  return lines(
    sh`LC_ALL=C; export LC_ALL; gs_mark=${mark}`,
    functions,
    followLinks(),
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
 * of `stat`, or 9 where the words are ours. gs_own_names counts the second names that a trial of ours which was cut off has left. Configuration files are small; ten million bytes are something
 * else, and what they say is not worth carrying over a slow line.
 */
const functions = sh`
gs_trouble() {
  gs_real=
  if [ "$gs_link" = yes ]; then gs_follow "$gs_at" || :; fi
  printf '%s trouble %s %s\n%s\n%s real\n%s\n%s end %s\n' "$gs_mark" "$1" "$gs_link" "$3" "$gs_mark" "$gs_real" "$gs_mark" "$2"
}
gs_look() {
  gs_link=no
  gs_at=$1
  [ -L "$1" ] && gs_link=yes
  gs_meta=$(stat -L -c '%a|%u|%g|%s|%Y|%h|%F' -- "$1" 2>&1)
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
  gs_follow "$2" || gs_real=
  # Some ls show a question mark for what they cannot print.
  if [ -f "$2" ] && [ ! -f "$gs_real" ]; then gs_real=; fi
  gs_own=0
  case $gs_meta in *'|1|regular'*) ;; *'|regular'*) gs_own_names "$gs_real" ;; esac
  printf '%s file %s %s %s|%s|%s\n%s\n%s real\n%s\n%s path\n' "$gs_mark" "$1" "$gs_read" "$gs_link" "$gs_own" "$gs_meta" "$gs_real" "$gs_mark" "$2" "$gs_mark"
  gs_code=0
  if [ "$gs_read" = yes ]; then cat -- "$2" 2>/dev/null; gs_code=$?; fi
  printf '\n%s end %s\n' "$gs_mark" "$gs_code"
}
gs_inode() {
  gs_number=$(ls -di -- "$1" 2>/dev/null | { read -r gs_first gs_rest; printf %s "$gs_first"; })
}
gs_own_names() {
  gs_inode "$1"
  gs_itself=$gs_number
  # On a full disk an undo gives a file the name of the copy that lies beside its journal.
  for gs_entry in "$1".gateway-setup.* /var/lib/gateway-setup/runs/*/files/*.before /var/lib/gateway-setup/runs/*/files/*.found; do
    [ -f "$gs_entry" ] && [ ! -L "$gs_entry" ] || continue
    gs_inode "$gs_entry"
    [ "$gs_number" != "$gs_itself" ] || gs_own=$(( $gs_own + 1 ))
  done
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
