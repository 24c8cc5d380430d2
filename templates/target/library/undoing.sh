# The beginning and the end of an undo.

# begin_undo: one undo of a run at a time, never while the run itself is still changing things, and never
# under a later run that still stands. An undo that was cut off does not stand in the way.
begin_undo() {
  for later in "$run"/../*/; do
    if [ "$(sequence_of "$later")" -gt "$(sequence_of "$run")" ] && [ -e "$later/undo.sh" ] \
      && [ ! -e "$later/taken-back" ]; then
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

# sequence_of FOLDER: the number of a run on this server, from 1.
sequence_of() {
  cat "$1/sequence" 2> /dev/null || printf '0\n'
}

end_undo() { # RESULT
  if [ "$1" -eq 0 ]; then mv "$run/fired" "$run/fired-well" 2> /dev/null; fi
  mv "$run/fired" "$run/fired-badly" 2> /dev/null
  rm -f "$run/undoing"
}
