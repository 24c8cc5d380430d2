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
@@STEPS@@

undo_all() {
  first=$1
  # Begin with the services that the steps to be undone have touched.
  touched=
  reached=no
  for step in $order; do
    eval "touched=\"\$touched \$touched_$step\""
    if [ "$step" = "$first" ]; then
      reached=yes
      break
    fi
  done
  if [ "$reached" = no ]; then
    say "undo.sh: no such step: $given"
    say "Steps: $names"
    return 4
  fi
  running_now=
  for service in $services; do
    if service_running "$service"; then running_now="$running_now $service"; fi
  done
  eval "running_wanted=\$running_$first"
  journal "{\"event\":\"undo-begin\",\"to\":\"$first\"}"

  result=0
  trouble=
  for service in $services_reversed; do
    case " $touched " in
      *" $service "*) service_stop "$service" || { say "  $trouble"; result=1; } ;;
    esac
  done
  if [ "$result" -eq 0 ]; then
    for step in $order; do
      eval "say \"\$title_$step\""
      if ! "undo_$step"; then
        say "Stopped here: nothing before this step was taken back."
        running_wanted=$running_now
        result=1
        break
      fi
      journal "{\"event\":\"undone\",\"step\":\"$step\"}"
      [ "$step" = "$first" ] && break
    done
  else
    running_wanted=$running_now
  fi
  for service in $services; do
    case " $touched " in
      *" $service "*)
        case " $running_wanted " in
          *" $service "*)
            if service_start "$service"; then say "$service: running, as before"
            else say "  $trouble"; result=1; fi ;;
        esac ;;
    esac
  done
  return "$result"
}

given=${1:-@@FIRST@@}
begin_undo || exit 5
trap end_undo EXIT
undo_all "$(printf '%s' "$given" | sed 's/-/_/g')"
result=$?
if [ "$result" -eq 0 ]; then
  journal '{"event":"undo-end","ok":true}'
  say "Taken back."
elif [ "$result" -ne 4 ]; then
  journal '{"event":"undo-end","ok":false}'
  say "NOT everything was taken back; nothing in $run was deleted."
fi
exit "$result"
