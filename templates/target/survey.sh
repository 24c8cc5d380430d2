# The survey: looks at files and folders, and prints each answer as a header line, its bytes and a trailer line; $gs_mark begins every line
# of ours. The status in the trailer of `trouble` is that of `stat`, or 9 where the words are ours. Needs gs_follow.

gs_trouble() {
  gs_real=
  if [ "$gs_link" = yes ]; then gs_follow "$gs_at" || :; fi
  printf '%s trouble %s %s\n%s\n%s real\n%s\n%s end %s\n' "$gs_mark" "$1" "$gs_link" "$3" "$gs_mark" "$gs_real" "$gs_mark" "$2"
}

# Most of the files that are asked for are not there, and a process for each of them would take most of the time. A test of the shell cannot
# tell what is not there from what cannot be told: one stat for all of them does, and $gs_sure says so. Nothing but these PATHs may be asked for then.
gs_missing() {
  [ ! -e "$1" ] && [ ! -L "$1" ]
}

gs_look_for_missing() { # PATH...
  for gs_path do
    shift
    if gs_missing "$gs_path"; then set -- "$@" "$gs_path"; fi
  done
  gs_sure=no
  [ "$#" -gt 0 ] || return 0
  gs_words=$(stat -L -c x -- "$@" 2>&1)
  # 127: there is no stat, and some shells say that in the same words.
  [ "$?" -eq 1 ] || return 0
  printf '%s\n' "$gs_words" | grep -E -v ': (No such file or directory|Not a directory)$' > /dev/null
  # 1: there was a grep, and it found nothing else.
  if [ "$?" -eq 1 ]; then gs_sure=yes; fi
}

gs_look() {
  gs_link=no
  gs_at=$1
  [ -L "$1" ] && gs_link=yes
  if [ "$gs_sure" = yes ] && gs_missing "$1"; then
    gs_meta='stat: No such file or directory'
    return 1
  fi
  gs_meta=$(stat -L -c '%a|%u|%g|%s|%Y|%h|%F' -- "$1" 2>&1)
}

# Configuration files are small; ten million bytes are something else, and what they say is not worth carrying over a slow line.
gs_file() { # NUMBER PATH CONTENTS
  gs_look "$2" || { gs_trouble "$1" "$?" "$gs_meta"; return; }
  gs_read=$3
  [ -f "$2" ] || gs_read=no
  if [ "$gs_read" = yes ]; then
    [ -r "$2" ] || { gs_trouble "$1" 9 "Permission denied"; return; }
    gs_size=${gs_meta#*|*|*|}
    case ${gs_size%%|*} in
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

# The second names that a trial of ours which was cut off has left.
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

gs_folder() { # NUMBER PATH CONTENTS
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

gs_find() { # NUMBER FILE PLACES
  gs_tab=$(printf '\t')
  printf '%s\n' "$3" | while IFS=$gs_tab read -r gs_how gs_place; do
    case $gs_place in /*) ;; *) continue ;; esac
    gs_real=$(cd -P -- "$gs_place" 2>/dev/null && pwd -P)
    printf '%s place %s %s\n%s\t%s\n%s end 0\n' "$gs_mark" "$1" "$gs_how" "$gs_place" "$gs_real" "$gs_mark"
    gs_sure=no
    gs_file "$1" "$gs_place/$2" yes
  done
}
