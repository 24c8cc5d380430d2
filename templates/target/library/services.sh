# Starting and stopping services, and waiting until they are what they should be.

# run_service SCRIPT VERB: what it prints goes to the transcript, so that a daemon that keeps its
# output open cannot hold us up. A daemon must not inherit our strict umask. A script that does not come
# back is ended: nobody would be there to answer for the rest. It runs in the foreground, and what watches
# it behind it, because a shell lets its background commands ignore signals, and so would the daemon.
service_count=0
run_service() {
  printf '# %s %s\n' "$1" "$2" >> "$run/transcript.log"
  service_count=$(( service_count + 1 ))
  service_file=$run/service.$$.$service_count
  # Not `:`, a special builtin: where the file cannot be made, a POSIX shell would end right there, with the service stopped.
  true > "$service_file"
  (
    while [ -e "$service_file" ]; do
      if [ "$script_patience" -le 0 ]; then
        end_family "$(cat "$service_file")"
        exit 0
      fi
      sleep 1
      script_patience=$(( script_patience - 1 ))
    done
  ) < /dev/null > /dev/null 2>&1 &
  (
    umask 022
    cd /
    exec sh -c 'printf "%s\n" "$$" > "$1"; shift; exec "$@"' run_service "$service_file" "$1" "$2"
  ) >> "$run/transcript.log" 2>&1 < /dev/null
  service_code=$?
  rm -f "$service_file"
  return "$service_code"
}

# end_family PROCESS-ID: a process and all that descend from it, the deepest first.
end_family() {
  for family_child in $(ps -e -o pid= -o ppid= | awk -v parent="$1" '$2 == parent { print $1 }'); do
    ( end_family "$family_child" )
  done
  kill -9 "$1" 2> /dev/null
  return 0
}

# stop_service SCRIPT PROCESS [PATIENCE]: a script that failed is not believed here either (see comes_up): what it has told to stop may take
# as long as ever. Nor can the status tell that it did not run, since its last line may have been a program that is not there.
may_stop_yet=
stop_service() {
  is_running "$2" || return 0
  stop_patience=${3:-$patience}
  stop_before=$(own_processes "$2")
  run_service "$1" stop
  stop_code=$?
  # A script that nobody may run has told nothing to stop: nobody need wait long for that, nor before the next start.
  if [ ! -x "$1" ] && [ "$stop_patience" -gt 5 ]; then stop_patience=5; fi
  wait_patiently "$stop_patience" is_stopped "$2" && return 0
  stops_in_part "$2" && return 0
  if [ -x "$1" ]; then may_stop_yet="$may_stop_yet|$2|"; fi
  if [ "$stop_code" -eq 0 ]; then
    trouble="$(process_words "$2") did not stop within $stop_patience seconds after $1 stop"
  else
    trouble="$1 stop ended with status $stop_code and $(process_words "$2") still runs: see $run/transcript.log and $(log_words "$2")"
  fi
  return 1
}

# outwait_stop PROCESS [PATIENCE]: one that was told to stop, and was not seen to, is given time to do so. It would otherwise end
# right after it was seen running, and nobody would start it again.
outwait_stop() {
  case $may_stop_yet in
    *"|$1|"*) wait_until "${2:-$patience}" is_stopped "$1" || : ;;
  esac
}

own_processes() { # PROCESS
  case $1 in */) runs_from "$1" ;; esac
}

# Below the folder of a product whose programs are not known there may be some that its script has nothing to do with, such as
# a console: if the script has stopped others, these are left alone, and do not count as the service when it is started again.
left_running=
stops_in_part() { # PROCESS
  [ "$stop_code" -eq 0 ] || return 1
  stop_after=" $(printf '%s ' $(own_processes "$1"))"
  for stop_one in $stop_before; do
    case $stop_after in *" $stop_one "*) continue ;; esac
    left_running=$1
    printf '# still running below %s:%s\n' "$1" "$stop_after" >> "$run/transcript.log"
    return 0
  done
  return 1
}

# start_service SCRIPT PROCESS [PORT] [PATIENCE]
start_service() {
  outwait_stop "$2" "$4"
  if [ "$left_running" = "$2" ] || ! is_running "$2"; then
    left_running=
    run_service "$1" start
    comes_up "$?" "$1 start" "$2" "$4" || return 1
  fi
  wait_for_port "$2" "$3" "$4"
}

# restart_service SCRIPT PROCESS [PORT] [PATIENCE]
restart_service() {
  run_service "$1" restart
  comes_up "$?" "$1 restart" "$2" "$4" || return 1
  wait_for_port "$2" "$3" "$4"
}

# A script that failed is not believed at once: some of these years end with the status of a test in their last line although
# what they have started runs. But the program is there when the script ends, or, where it was put to the background, a moment
# later: for one that was not seen in 5 seconds nobody need wait any longer.
comes_up() { # STATUS COMMAND PROCESS [PATIENCE]
  if [ "$1" -ne 0 ]; then
    wait_patiently 5 is_running "$3" && return 0
  elif [ -n "$4" ]; then
    wait_patiently "$4" is_running "$3" && return 0
  else
    wait_until 10 is_running "$3" && return 0
  fi
  trouble="$2 ended with status $1 and $(process_words "$3") does not run: see $run/transcript.log and $(log_words "$3")"
  return 1
}

# wait_for_port PROCESS [PORT] [PATIENCE]: a process that ends meanwhile is not waited for; it may have been seen
# in the moment in which it gave up.
wait_for_port() {
  [ -n "$2" ] || return 0
  port_patience=${3:-$patience}
  ended_looks=0
  wait_patiently "$port_patience" listens_or_ended "$1" "$2"
  listens_on "$2" && return 0
  if is_running "$1"; then
    trouble="$(process_words "$1") runs, but nothing listens on port $2 after $port_patience seconds"
  else
    trouble="$(process_words "$1") does not run any more: see $run/transcript.log and $(log_words "$1")"
  fi
  return 1
}

# Programs that start one another may for a moment all be gone: only when none was seen for some seconds have they ended.
listens_or_ended() { # PROCESS PORT
  listens_on "$2" && return 0
  if is_running "$1"; then
    ended_looks=0
    return 1
  fi
  ended_looks=$(( ended_looks + 1 ))
  case $1 in */) [ "$ended_looks" -gt 24 ] ;; esac
}

# await_ports SECONDS PORT...: waits for all of them at once, no longer than that. $ports_missing: those that nothing listens on then.
await_ports() {
  port_patience=$1
  shift
  ports_missing=$*
  wait_patiently "$port_patience" all_listen
}

all_listen() {
  ports_left=
  for port_left in $ports_missing; do
    listens_on "$port_left" || ports_left="$ports_left $port_left"
  done
  ports_missing=$ports_left
  [ -z "$ports_missing" ]
}
