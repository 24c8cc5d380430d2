# The undo that fires by itself unless it is called off.

# arm_undo STEP SECONDS: when nobody has confirmed that long after the script that calls this has ended,
# however it ended, everything from STEP on is taken back. It never begins while that script is still at work.
# Whoever renames $run/armed first has decided: the wizard, or this watch. It survives the end of the
# connection.
arm_undo() {
  rm -f "$run/fired-well" "$run/fired-badly"
  note_left "$2"
  armed_token="$$ $(date +%s)"
  armed_start=$(started "$$")
  if ! printf '%s\n' "$armed_token" > "$run/armed"; then
    rm -f "$run/armed"
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
      # All of it was taken back, by whoever could not call this off: it would only get in the way of what comes next.
      [ ! -e "$run/taken-back" ] || exit 0
      # In here, $$ is the script that has armed it; once that is over, another process may get its number.
      is_alive "$$" && [ "$(started "$$")" = "$armed_start" ] && continue
      armed_left=$(( armed_left - 1 ))
      note_left "$armed_left"
    done
    # Confirmed in this very moment: then it is.
    mv "$run/armed" "$run/fired" 2> /dev/null || exit 0
    journal "{\"event\":\"armed-undo-fired\",\"to\":\"$1\"}"
    exec sh "$run/undo.sh" "$1"
  ) < /dev/null >> "$run/transcript.log" 2>&1 &
  printf '%s %s %s\n' "$!" "$(this_boot)" "$(started "$!")" > "$run/watch"
}

# note_left SECONDS: for whoever comes meanwhile. Counted, and no time of the day: the clock may be set at any moment.
note_left() {
  { printf '%s\n' "$1" > "$run/armed-left"; } 2> /dev/null || :
}

# is_watched: whoever armed the undo a moment ago may be about to note who watches over it.
is_watched() {
  is_held "$run/watch" && return 0
  sleep 1
  is_held "$run/watch"
}

# let_lapse: an armed undo that nobody watches over any more is called off, in writing, by whoever goes on from there.
let_lapse() {
  mv "$run/armed" "$run/lapsed" 2> /dev/null || return 0
  journal '{"event":"armed-undo-lapsed"}'
}

# confirm_undo: calls the armed undo off. When it has begun already its end is awaited: 1 when it has taken
# everything back, 2 when it has not.
confirm_undo() {
  mv "$run/armed" "$run/confirmed" 2> /dev/null && return 0
  wait_until 600 is_fired
  [ -e "$run/fired-badly" ] || [ ! -e "$run/fired-well" ] || return 1
  return 2
}

# is_fired: it has come to its end; or it was cut off, and never will.
is_fired() {
  if [ -e "$run/fired" ] && { is_held "$run/watch" || is_held "$run/undoing"; }; then return 1; fi
}

# rearm_undo STEP SECONDS: the deadline begins anew, for a stage that is carried out in several parts.
rearm_undo() {
  if ! confirm_undo; then
    trouble="the part before this one took longer than its deadline, so the server has put this back by itself"
    return 1
  fi
  arm_undo "$1" "$2"
}
