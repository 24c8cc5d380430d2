# The beginning and the end of an undo.

# begin_undo: one undo of a run at a time, never while the run itself is still changing things, and never
# under a later run that still stands. An undo that was cut off does not stand in the way.
begin_undo() {
  undo_distrust=$(untrusted_run "$run")
  if [ -n "$undo_distrust" ]; then
    say "Somebody else than root may have changed what this rests on:"
    say "$undo_distrust"
    say "Nothing was taken back. Look at what lies there before it is run."
    return 1
  fi
  for later in "$run"/../*/; do
    later=${later%/}
    if [ ! -e "$later/undo.sh" ] || [ -e "$later/taken-back" ] || [ "${later##*/}" = "${run##*/}" ]; then continue; fi
    is_run_name "${later##*/}" || continue
    is_any_begun "$later" || continue
    can_compare "$run" && can_compare "$later" || return 1
    if [ "$(sequence_of "$later")" -gt "$(sequence_of "$run")" ]; then
      say "A later run stands, and rests on this one. Take that one back first:"
      say "  sh $(cd "$later" && pwd)/undo.sh"
      return 1
    fi
  done
  if [ -z "$gateway_setup_inside" ] && is_held "$run/applying"; then
    say "The run itself is still at work (process $held_process); waiting for its end."
    if ! wait_until 900 is_free "$run/applying"; then
      say "It has not ended. Nothing was taken back."
      return 1
    fi
  fi
  if ! hold_anew "$run/undoing"; then
    if is_held "$run/undoing"; then say "undo.sh is running already (process $held_process). Wait for its end."
    else say "undo.sh is running already. Wait for its end."; fi
    return 1
  fi
  # A watch that is still armed has nothing left to do: this is what it was waiting for.
  mv "$run/armed" "$run/fired" 2> /dev/null
  return 0
}

# is_any_begun FOLDER: a change of that run was begun, or may be at any moment. One that was cut off before its first has nothing to take
# back. Without its files nobody can tell.
is_any_begun() {
  [ -d "$1/files" ] || return 0
  for any_begun in "$1"/files/*.begun; do
    if [ -e "$any_begun" ]; then return 0; fi
  done
  is_held "$1/applying"
}

# sequence_of FOLDER: the number of a run on this server, from 1; `?` when it is lost.
sequence_of() {
  sequence_read=
  { read -r sequence_read < "$1/sequence"; } 2> /dev/null
  case $sequence_read in
    '' | *[!0-9]* | ??????????*) sequence_read='?' ;;
  esac
  printf '%s\n' "$sequence_read"
}

can_compare() { # FOLDER
  [ "$(sequence_of "$1")" = '?' ] || return 0
  compare_folder=$(cd "$1" && pwd)
  say "Which run is the later one cannot be told: the number in $compare_folder/sequence is lost."
  say "Write one there that is higher than those of the runs before it and lower than those after it, such as:"
  say "  printf '%s\\n' 3 > $compare_folder/sequence"
  return 1
}

# is_run_name NAME: as a run is called. A copy that somebody has made of one is none.
is_run_name() {
  case $1 in
    *[!A-Za-z0-9-]*) return 1 ;;
    ????-??-??T??????Z-?*) return 0 ;;
  esac
  return 1
}

end_undo() { # RESULT
  if [ "$1" -eq 0 ]; then mv "$run/fired" "$run/fired-well" 2> /dev/null; fi
  mv "$run/fired" "$run/fired-badly" 2> /dev/null
  # The note of a process that is over stands in nobody's way.
  [ "$1" -eq 0 ] || return 0
  # Becomes rm, rather than starting one: that could come late, when another undo is at work already, and take away its note.
  trap '' HUP INT TERM PIPE
  exec rm -f "$run/undoing" "$run"/undoing.after.*
}
