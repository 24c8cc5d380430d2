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
# A file is restored only if it still is what gateway-setup left; if one is not, nothing is touched at all. This script needs nothing but a shell
# and the files beside it; it may be run again.

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
  : > "$run/files/$first_change.undone"
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

undo_all() {
  first=$1
  # The services that the steps to be undone have touched. What is undone already, or was never begun, stops
  # none of them, but those that ran before are started if they do not run: that may have failed the last time.
  touched=
  to_stop=
  undo_packages=
  undo_installs=
  for step in $order; do
    eval "touched=\"\$touched \$touched_$step\""
    eval "undo_packages=\"\$undo_packages \$packages_$step\""
    eval "undo_installs=\"\$undo_installs \$installs_$step\""
    if ! is_undone "$step" && is_begun "$step"; then eval "to_stop=\"\$to_stop \$touched_$step\""; fi
    [ "$step" = "$first" ] && break
  done
  eval "running_wanted=\$running_$first"
  eval "ports_wanted=\$ports_$first"

  # Everything that may stand in the way is found before anything is touched.
  if ! each_step check "$first" || ! each_step ready "$first"; then
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
    each_step clear "$first"
    say "Nothing was taken back, because a service could not be stopped. Look after it, then run this again."
    running_wanted=$running_half_way
    ports_wanted=
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
  for service in $services; do
    case " $touched " in
      *" $service "*)
        case " $running_wanted " in
          *" $service "*)
            if service_running "$service"; then say "$service: running"
            else say "$service: NOT running"; result=1; fi ;;
        esac ;;
    esac
  done
  for install in $undo_installs; do
    tell_left "$install" || result=1
  done
  for port in $ports_wanted; do
    if wait_until "$patience" listens_on "$port"; then say "port $port: open"
    else say "port $port: NOT open, but it was before"; result=1; fi
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
# A connection that drops, or a Ctrl-C, must not leave the server half-way.
trap : HUP INT TERM PIPE
first=$(printf '%s' "$given" | sed 's/-/_/g')
# Steps that make sense only together are taken back together.
eval "together=\$together_$first"
if [ -n "$together" ] && [ "$together" != "$first" ]; then
  eval "say \"This goes back to before: \$title_$together (these steps make sense only together)\""
  first=$together
fi
undo_all "$first"
result=$?
if [ "$result" -eq 0 ]; then
  [ "$first" != "$first_of_all" ] || : > "$run/taken-back"
  journal '{"event":"undo-end","ok":true}'
  say "Taken back."
else
  journal '{"event":"undo-end","ok":false}'
  say "NOT everything was taken back; nothing in $run was deleted."
fi
end_undo "$result"
exit "$result"
