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
# A file is restored only if it still is what gateway-setup left, or if `gateway-setup rollback` has laid down what was decided about
# it (files/NNN.decided); if neither, nothing is touched at all. This script needs nothing but a shell
# and the files beside it; it may be run again. The last line tells the checksum of all those before it (cksum).

run=@@RUN_QUOTED@@
@@LIBRARY@@
# ---- this run -----------------------------------------------------------------------------------

# All installers that this run has started.
installs=@@INSTALLS@@

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

# A change of the step was begun.
is_begun() { # STEP
  eval "begun_changes=\$changes_$1"
  for begun_change in $begun_changes; do
    if [ -e "$run/files/$begun_change.begun" ]; then return 0; fi
  done
  return 1
}

mark_undone() { # STEP
  eval "first_change=\$first_change_$1"
  true > "$run/files/$first_change.undone"
}

# For each step to be undone, in the order of undoing, FUNCTION_STEP; false when one of them is.
each_step() { # FUNCTION FIRST
  each_result=0
  for step in $order; do
    is_undone "$step" || "$1_$step" || each_result=1
    [ "$step" = "$2" ] && break
  done
  return "$each_result"
}

# What a change that was cut off had stopped must run again, even when nothing can be taken back.
start_wanted() {
  for service in $services; do
    case " $to_stop " in
      *" $service "*)
        case " $running_wanted " in
          *" $service "*)
            if ! service_running "$service"; then
              if service_start "$service"; then say "$service: did not run, and was started"
              else say "  $trouble"; fi
            fi ;;
        esac ;;
    esac
  done
}

# What is to be undone: the services in to_stop are stopped, those in touched and running_wanted run afterwards.
to_be_undone() { # FIRST
  first=$1
  # The services that the steps to be undone have touched. What is undone already, or was never begun, stops
  # none of them, but those that ran before are started if they do not run: that may have failed the last time.
  touched=
  to_stop=
  undo_packages=
  undo_installs=
  undo_changes=
  undo_range=
  for step in $order; do
    eval "undo_range=\"\$undo_range \$changes_$step\""
    eval "touched=\"\$touched \$touched_$step\""
    eval "undo_packages=\"\$undo_packages \$packages_$step\""
    eval "undo_installs=\"\$undo_installs \$installs_$step\""
    if ! is_undone "$step"; then eval "undo_changes=\"\$undo_changes \$changes_$step \""; fi
    if ! is_undone "$step" && is_begun "$step"; then eval "to_stop=\"\$to_stop \$touched_$step\""; fi
    [ "$step" = "$first" ] && break
  done
  eval "running_wanted=\$running_$first"
  eval "ports_wanted=\$ports_$first"
}

# Everything that may stand in the way.
nothing_in_the_way() { # FIRST
  way_result=0
  for service in $services; do
    can_serve "$service" "$(service_script "$service")" "$(service_process "$service")" || way_result=1
  done
  each_step check "$1" && [ "$way_result" -eq 0 ]
}

undo_all() {
  to_be_undone "$1"

  # Everything that may stand in the way is found before anything is touched.
  if ! nothing_in_the_way "$first" || ! each_step ready "$first"; then
    each_step clear "$first"
    start_wanted
    say "Nothing was taken back, and no service was stopped. Put right what is named above, then run this again."
    return 1
  fi
  sync
  journal "{\"event\":\"undo-begin\",\"to\":\"$first\"}"

  running_now=
  for service in $services; do
    if service_running "$service"; then running_now="$running_now $service"; fi
  done
  # Half-way everything that ran goes on running: what runs now, and what a change that was cut off had stopped.
  running_half_way="$running_wanted $running_now"
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
        ports_wanted=
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
    ports_wanted=
  fi
  # What was laid beside a file and could not be taken away then, such as in a folder that nobody could write in.
  uncleared=no
  for step in $order; do
    "clear_$step"
    [ "$step" = "$first" ] && break
  done
  if [ "$uncleared" = yes ]; then
    say "What was laid beside a file could NOT be removed. Make that folder writable, then run this again."
    result=1
  fi
  sync
  started=no
  for service in $services; do
    case " $touched " in
      *" $service "*)
        case " $running_wanted " in
          *" $service "*)
            if ! service_running "$service"; then started=yes; fi
            service_start "$service" || { say "  $trouble"; result=1; } ;;
        esac ;;
    esac
  done
  # A program that ends right after its start is only seen when it is looked at again.
  if [ "$started" = yes ]; then sleep 2; fi
  all_run=yes
  for service in $services; do
    case " $touched " in
      *" $service "*)
        case " $running_wanted " in
          *" $service "*)
            if service_running "$service"; then say "$service: running"
            else
              say "$service: NOT running"
              result=1
              all_run=no
            fi ;;
        esac ;;
    esac
  done
  for install in $undo_installs; do
    tell_left "$install" || result=1
  done
  # Nobody opens the port of a service that does not run; the others may still be about to open theirs.
  ports_patience=$patience
  if [ "$all_run" = no ]; then ports_patience=10; fi
  await_ports "$ports_patience" $ports_wanted
  for port in $ports_wanted; do
    case " $ports_missing " in
      *" $port "*) ;;
      *) say "port $port: open"; continue ;;
    esac
    if something_was_kept $undo_range; then
      say "port $port: not open, though it was before. What was decided to stay may have moved it: look whether that is as you want it"
    else say "port $port: NOT open, but it was before"; result=1; fi
  done
  return "$result"
}

# One command, to its end: of a script that was cut off, a shell does nothing at all.
{
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
first=$(printf '%s' "$given" | sed 's/-/_/g')
# Steps that make sense only together are taken back together.
eval "together=\$together_$first"
if [ -n "$together" ] && [ "$together" != "$first" ]; then
  [ -n "$gateway_setup_look" ] || eval "say \"This goes back to before: \$title_$together (these steps make sense only together)\""
  first=$together
fi
# Somebody wants to know beforehand what stands in the way, to decide about it.
if [ -n "$gateway_setup_look" ]; then
  to_be_undone "$first"
  nothing_in_the_way "$first"
  exit 0
fi
begin_undo || exit 5
# A connection that drops, or a Ctrl-C, must not leave the server half-way.
trap : HUP INT TERM PIPE
undo_all "$first"
result=$?
if [ "$result" -eq 0 ]; then
  [ "$first" != "$first_of_all" ] || true > "$run/taken-back"
  journal '{"event":"undo-end","ok":true}'
  say "Taken back."
else
  journal '{"event":"undo-end","ok":false}'
  say "NOT everything was taken back; nothing in $run was deleted."
fi
end_undo "$result"
exit "$result"
}
