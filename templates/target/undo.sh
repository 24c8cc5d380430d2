#!/bin/sh
# Takes back what gateway-setup changed on this server in the run
#   @@RUN@@
#
#   sh undo.sh            takes everything back
#   sh undo.sh STEP       takes back STEP and all that was done after it
#
# The steps, in the order in which they were done:
@@STEP_LIST@@
#
# A file is restored only if it still is what gateway-setup left. This script needs nothing but a shell
# and the files beside it; it may be run again.

run=@@RUN_QUOTED@@
@@LIBRARY@@
# ---- this run -----------------------------------------------------------------------------------

# All services of this run, in the order in which they are started.
@@SERVICES@@

# What each step changed, the last change first; which services it touches; which of them ran before it.
# A step that was done twice is there twice; it is taken back once both are.
@@STEPS@@

# A step that was taken back is left alone the next time: files that came with a package are gone with
# it, and what became of the others since is not ours. Numbers of changes are never used twice.
is_undone() { # STEP
  eval "first_change=\$first_change_$1"
  [ -e "$run/files/$first_change.undone" ]
}

mark_undone() { # STEP
  eval "first_change=\$first_change_$1"
  : > "$run/files/$first_change.undone"
}

undo_all() {
  first=$1
  # The services that the steps to be undone have touched. What is undone already stops none of them, but
  # those that ran before are started if they do not run: that may have failed the last time.
  touched=
  to_stop=
  for step in $order; do
    eval "touched=\"\$touched \$touched_$step\""
    is_undone "$step" || eval "to_stop=\"\$to_stop \$touched_$step\""
    [ "$step" = "$first" ] && break
  done
  running_now=
  for service in $services; do
    if service_running "$service"; then running_now="$running_now $service"; fi
  done
  eval "running_wanted=\$running_$first"
  # Half-way everything that ran goes on running: what runs now, and what a change that was cut off had stopped.
  running_half_way="$running_wanted $running_now"
  journal "{\"event\":\"undo-begin\",\"to\":\"$first\"}"

  result=0
  trouble=
  for service in $services_reversed; do
    case " $to_stop " in
      *" $service "*) service_stop "$service" || { say "  $trouble"; result=1; } ;;
    esac
  done
  if [ "$result" -eq 0 ]; then
    for step in $order; do
      eval "say \"\$title_$step\""
      if is_undone "$step"; then
        say "  taken back before"
        [ "$step" = "$first" ] && break
        continue
      fi
      if ! "undo_$step"; then
        say "Stopped here: nothing before this step was taken back."
        running_wanted=$running_half_way
        result=1
        break
      fi
      eval "id=\$id_$step"
      [ -z "$id" ] || journal "{\"event\":\"undone\",\"step\":\"$id\"}"
      mark_undone "$step"
      [ "$step" = "$first" ] && break
    done
  else
    say "Nothing was taken back, because a service could not be stopped. Look after it, then run this again."
    running_wanted=$running_half_way
  fi
  for service in $services; do
    case " $touched " in
      *" $service "*)
        case " $running_wanted " in
          *" $service "*)
            if service_start "$service"; then say "$service: running"
            else say "  $trouble"; result=1; fi ;;
        esac ;;
    esac
  done
  return "$result"
}

given=${1:-@@FIRST@@}
known=no
for name in $names; do
  if [ "$name" = "$given" ]; then known=yes; fi
done
if [ "$known" = no ]; then
  say "undo.sh: no such step: $given"
  say "Steps: $names"
  exit 4
fi
if [ ! -d "$run/files" ]; then
  say "$run is not there any more, so NOTHING was taken back."
  exit 1
fi
begin_undo || exit 5
trap end_undo EXIT
# A connection that drops, or a Ctrl-C, must not leave the server half-way.
trap : HUP INT TERM PIPE
undo_all "$(printf '%s' "$given" | sed 's/-/_/g')"
result=$?
if [ "$result" -eq 0 ]; then
  journal '{"event":"undo-end","ok":true}'
  say "Taken back."
else
  journal '{"event":"undo-end","ok":false}'
  say "NOT everything was taken back; nothing in $run was deleted."
fi
exit "$result"
