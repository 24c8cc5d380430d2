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
  : > "$service_file"
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

# stop_service SCRIPT PROCESS
stop_service() {
  is_running "$2" || return 0
  run_service "$1" stop
  wait_until "$patience" is_stopped "$2" && return 0
  trouble="$2 did not stop within $patience seconds after $1 stop"
  return 1
}

# start_service SCRIPT PROCESS [PORT]
start_service() {
  if ! is_running "$2"; then
    run_service "$1" start
    start_code=$?
    if ! wait_until 10 is_running "$2"; then
      trouble="$1 start ended with status $start_code and $2 does not run: see $run/transcript.log and the logs of $2"
      return 1
    fi
  fi
  wait_for_port "$2" "$3"
}

# restart_service SCRIPT PROCESS [PORT]
restart_service() {
  run_service "$1" restart
  restart_code=$?
  if ! wait_until 10 is_running "$2"; then
    trouble="$1 restart ended with status $restart_code and $2 does not run: see $run/transcript.log and the logs of $2"
    return 1
  fi
  wait_for_port "$2" "$3"
}

# wait_for_port PROCESS [PORT]: a process that ends meanwhile is not waited for; it may have been seen
# in the moment in which it gave up.
wait_for_port() {
  [ -n "$2" ] || return 0
  wait_until "$patience" listens_or_ended "$1" "$2"
  listens_on "$2" && return 0
  if is_running "$1"; then
    trouble="$1 runs, but nothing listens on port $2 after $patience seconds"
  else
    trouble="$1 does not run any more: see $run/transcript.log and the logs of $1"
  fi
  return 1
}

listens_or_ended() { # PROCESS PORT
  listens_on "$2" || is_stopped "$1"
}
