# What there is to say of a run's folder before anybody believes it.

# tell_run LONGEST: of $run, a line `#SEQUENCE WORK SECONDS PATH`, lines that begin with `!`, and of the journal, each line after
# a space, no more than LONGEST bytes. False when root alone may read it and this is not root.
tell_run() {
  if [ ! -d "$run" ] && [ ! -L "$run" ]; then return 0; fi
  if ! is_run_name "${run##*/}"; then
    printf '#? none - /%s\n!name\n' "$(printf '%s' "${run##*/}" | tr -c 'A-Za-z0-9._-' '?')"
    return 0
  fi
  if [ -L "$run" ]; then
    printf '#? none - %s\n' "$run"
    untrusted "$run" | sed 's/^/!untrusted /'
    printf '!no-journal\n'
    return 0
  fi
  if never_begun; then return 0; fi
  tell_work
  untrusted_run "$run" | sed 's/^/!untrusted /'
  if [ -e "$run/taken-back" ]; then printf '!taken-back\n'
  else tell_standing; fi
  if [ ! -f "$run/journal.jsonl" ]; then
    printf '!no-journal\n'
    return 0
  fi
  [ -r "$run/journal.jsonl" ] || return 1
  head -c "$1" "$run/journal.jsonl" | sed 's/^/ /'
  printf '\n!size %s\n' "$(wc -c < "$run/journal.jsonl")"
}

# never_begun: the run was cut off before it wrote its journal, and so before it changed anything.
never_begun() {
  if [ -e "$run/journal.jsonl" ] || [ -L "$run/journal.jsonl" ] || [ -e "$run/undo.sh" ]; then return 1; fi
  set -- "$run"/files/*
  [ ! -e "$1" ]
}

tell_work() {
  tell_state=none
  tell_seconds=
  if [ -e "$run/armed" ]; then
    tell_state=armed
    { read -r tell_seconds < "$run/armed-left"; } 2> /dev/null
    is_watched || tell_state=unwatched
    # Nothing is left to be taken back, whatever could not be cleared.
    if [ ! -e "$run/armed" ] || { [ -e "$run/taken-back" ] && [ "$tell_state" = unwatched ]; }; then tell_state=none; fi
  fi
  # What has just fired is the watch itself for a moment.
  if [ -e "$run/fired" ] && is_held "$run/watch"; then tell_state=taking-back; fi
  if [ -e "$run/undoing" ] && is_held "$run/undoing"; then tell_state=taking-back; fi
  for tell_holder in applying installer; do
    if [ -e "$run/$tell_holder" ] && is_held "$run/$tell_holder"; then tell_state=applying; fi
  done
  case $tell_seconds in '' | *[!0-9]*) tell_seconds=- ;; esac
  printf '#%s %s %s %s\n' "$(sequence_of "$run")" "$tell_state" "$tell_seconds" "$run"
}

# tell_standing: what undo.sh goes by, which nothing but the folder tells when the journal is damaged.
tell_standing() {
  for tell_mark in "$run"/files/*.begun "$run"/files/*.undone; do
    # What is called otherwise is no mark; and a name with a line break would begin a line of its own.
    case ${tell_mark##*/} in *[!0-9.a-z]*) continue ;; esac
    printf '!mark %s\n' "${tell_mark##*/}"
  done
  undo_trouble "$run" | sed 's/^/!undo /'
  if [ -f "$run/undo.sh" ]; then
    sed -n -e '/^run=/s/^/!=/p' -e '/^id_/s/^/!=/p' -e '/^first_change_/s/^/!=/p' -e '/^changes_/s/^/!=/p' "$run/undo.sh"
  fi
  damaged_files "$run" | sed 's/^/!file /'
}
