# The undo that fires by itself unless it is called off.

# arm_undo STEP SECONDS: when nobody has confirmed that long after the script that calls this has ended,
# however it ended, everything from STEP on is taken back. It never begins while that script is still at work.
# Whoever renames $run/armed first has decided: the wizard, or this watch. It survives the end of the
# connection.
arm_undo() {
  rm -f "$run/fired-well" "$run/fired-badly"
  armed_token="$$ $(date +%s)"
  if ! printf '%s\n' "$armed_token" > "$run/armed"; then
    trouble="the undo could not be armed in $run"
    return 1
  fi
  (
    # Not ignored but caught: the services that are started from here must not ignore them.
    trap : HUP INT
    armed_left=$2
    while [ "$armed_left" -gt 0 ]; do
      sleep 1
      # Gone: it was confirmed. Another one's: it was armed anew, and this watch is not the one.
      [ "$(cat "$run/armed" 2> /dev/null)" = "$armed_token" ] || exit 0
      # In here, $$ is the script that has armed it.
      is_alive "$$" || armed_left=$(( armed_left - 1 ))
    done
    # Confirmed in this very moment: then it is.
    mv "$run/armed" "$run/fired" 2> /dev/null || exit 0
    journal '{"event":"armed-undo-fired"}'
    exec sh "$run/undo.sh" "$1"
  ) < /dev/null >> "$run/transcript.log" 2>&1 &
  printf '%s %s\n' "$!" "$(this_boot)" > "$run/watch"
}

# confirm_undo: calls the armed undo off. When it has begun already its end is awaited: 1 when it has taken
# everything back, 2 when it has not.
confirm_undo() {
  mv "$run/armed" "$run/confirmed" 2> /dev/null && return 0
  wait_until 600 is_fired
  [ -e "$run/fired-badly" ] || [ ! -e "$run/fired-well" ] || return 1
  return 2
}

is_fired() {
  [ ! -e "$run/fired" ]
}

# rearm_undo STEP SECONDS: the deadline begins anew, for a stage that is carried out in several parts.
rearm_undo() {
  if ! confirm_undo; then
    trouble="the part before this one took longer than its deadline, so the server has put this back by itself"
    return 1
  fi
  arm_undo "$1" "$2"
}
