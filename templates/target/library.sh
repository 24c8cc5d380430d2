# Shell functions of gateway-setup, for a plain POSIX sh and the tools of the early 2000s.
# $run is the folder of the run. Needs: awk cat chmod cmp cp date grep kill ln mkdir mv netstat ps rm rmdir
# sleep sync tail, and rpm or dpkg.

LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin
export LC_ALL PATH
umask 077

# Seconds: how long a service may take to stop, and a port to be taken; how long a start script may take.
patience=30
script_patience=120

# journal '{"event":"..."}': one line, with the time put in front. A line that a full disk cut off must not
# swallow the next one.
journal() {
  if [ -n "$(tail -c 1 "$run/journal.jsonl" 2> /dev/null)" ]; then
    printf '\n' >> "$run/journal.jsonl" || return 1
  fi
  printf '{"at":%s,%s\n' "$(date +%s)" "${1#?}" >> "$run/journal.jsonl"
}

# is_running PROCESS: one of that name; those that have ended, but were not yet taken note of, do not count.
is_running() {
  ps -e -o stat= -o comm= |
    awk -v name="$1" '$1 !~ /^Z/ { sub(/^ *[^ ]+ +/, ""); if ($0 == name) found = 1 } END { exit !found }'
}

# listens_on PORT: something accepts connections there.
listens_on() {
  netstat -ltn 2> /dev/null | grep -E "[:.]$1[[:space:]].*LISTEN" > /dev/null
}

# wait_until SECONDS COMMAND...: true as soon as the command is, false when the time is up.
wait_until() {
  wait_left=$(( $1 * 20 ))
  shift
  until "$@"; do
    wait_left=$(( wait_left - 1 ))
    [ "$wait_left" -gt 0 ] || return 1
    sleep 0.05
  done
}

is_stopped() {
  if is_running "$1"; then return 1; fi
}

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

# same_context FROM TO: the security context, where there is one.
same_context() {
  command -v chcon > /dev/null 2>&1 || return 0
  chcon --reference="$1" "$2" 2> /dev/null
  return 0
}

# package_left MANAGER NAME: installed, or broken off half-way, as after a package script that failed.
package_left() {
  case $1 in
    rpm) rpm -q "$2" > /dev/null 2>&1 ;;
    dpkg)
      case $(dpkg-query -W -f='${Status}' "$2" 2> /dev/null) in
        '' | *' not-installed' | *' config-files') return 1 ;;
      esac ;;
  esac
}

package_installed() { # MANAGER NAME
  case $1 in
    rpm) rpm -q "$2" > /dev/null 2>&1 ;;
    dpkg) dpkg-query -W -f='${Status}' "$2" 2> /dev/null | grep ' installed' > /dev/null ;;
  esac
}

# ---- making changes -----------------------------------------------------------------------------

# prepare_edit NUMBER PATH FROM: everything that can fail for want of space or rights, before any
# service is touched. FROM is the file as it will be just before: PATH, or the new file of an edit before.
prepare_edit() {
  if [ -L "$2" ]; then
    trouble="$2 is a symbolic link; replacing it would cut the link"
    return 1
  fi
  if ! cmp -s "$3" "$run/files/$1.before"; then
    trouble="$2 is not what it was when it was looked at; nothing was written over it"
    return 1
  fi
  # Whatever lies there under our name is not ours, and may be a link to somewhere else.
  rm -f "$2.gateway-setup.$1"
  # The copy gets the owner, the mode and the time of the file, too; it is never half there.
  if ! { cp -p "$3" "$run/files/$1.new" && mv -f "$run/files/$1.new" "$run/files/$1.before" \
    && cp -p "$3" "$2.gateway-setup.$1" \
    && cat "$run/files/$1.after" > "$2.gateway-setup.$1" \
    && cmp -s "$run/files/$1.after" "$2.gateway-setup.$1"; } 2>> "$run/transcript.log"; then
    trouble="the new $2 could not be written beside it: $(last_words)"
    return 1
  fi
  same_context "$2" "$2.gateway-setup.$1"
}

# mark_begun NUMBER: from here on undo.sh has to look after this change.
mark_begun() {
  : > "$run/files/$1.begun" && return 0
  trouble="$run/files/$1.begun could not be written"
  return 1
}

commit_edit() { # NUMBER PATH
  if ! cmp -s "$2" "$run/files/$1.before"; then
    trouble="$2 was changed by somebody else in the meantime; nothing was written over it"
    return 1
  fi
  mark_begun "$1" || return 1
  mv -f "$2.gateway-setup.$1" "$2" 2>> "$run/transcript.log" && return 0
  trouble="$2 could not be replaced: $(last_words)"
  return 1
}

# make_folders NUMBER FOLDER: every folder made is noted, so that it can be taken away again.
make_folders() {
  if [ -z "$2" ] || [ -d "$2" ]; then return 0; fi
  make_folders "$1" "${2%/*}" || return 1
  printf '%s\n' "$2" >> "$run/files/$1.folders" || return 1
  mkdir "$2" 2>> "$run/transcript.log" && chmod 755 "$2"
}

place_file() { # NUMBER FROM PATH MODE
  place_folder=${3%/*}
  if [ -L "$3" ] || [ -d "$3" ]; then
    trouble="$3 is a symbolic link or a folder; nothing was written over it"
    return 1
  fi
  if [ -e "$3" ] && ! { cp -p "$3" "$run/files/$1.new" && mv -f "$run/files/$1.new" "$run/files/$1.before"; }; then
    trouble="$3 could not be copied for safety"
    return 1
  fi
  rm -f "$3.gateway-setup.$1"
  if { cp "$2" "$run/files/$1.after" && sync && make_folders "$1" "$place_folder" \
    && cp "$run/files/$1.after" "$3.gateway-setup.$1" && chmod "$4" "$3.gateway-setup.$1" \
    && cmp -s "$run/files/$1.after" "$3.gateway-setup.$1" && sync && : > "$run/files/$1.begun" \
    && mv -f "$3.gateway-setup.$1" "$3"; } 2>> "$run/transcript.log"; then
    return 0
  fi
  trouble="$3 could not be written: $(last_words)"
  return 1
}

install_package() { # MANAGER FILE NAME
  printf '# install %s\n' "$2" >> "$run/transcript.log"
  (
    umask 022
    cd /
    case $1 in
      rpm) exec rpm -ivh "$2" ;;
      dpkg) exec dpkg -i "$2" ;;
    esac
  ) >> "$run/transcript.log" 2>&1 < /dev/null
  install_code=$?
  if [ "$install_code" -ne 0 ] || ! package_installed "$1" "$3"; then
    trouble="$1 could not install $2: $(last_words)"
    return 1
  fi
}

# is_alive PROCESS-ID: a process that has ended, but was not yet taken note of, is not.
is_alive() {
  case $(ps -o stat= -p "$1" 2> /dev/null) in
    '' | Z*) return 1 ;;
  esac
}

# this_boot: process numbers begin anew with every start of the machine.
this_boot() {
  cat /proc/sys/kernel/random/boot_id 2> /dev/null || printf 'one\n'
}

# hold FILE: notes that this process is at work. Fails when FILE is there already.
hold() {
  printf '%s %s\n' "$$" "$(this_boot)" > "$1.$$" && ln "$1.$$" "$1" 2> /dev/null
  hold_result=$?
  rm -f "$1.$$"
  return "$hold_result"
}

# is_held FILE: the process that has noted itself there is still at work.
is_held() {
  [ -s "$1" ] || return 1
  read -r held_process held_boot < "$1" || return 1
  [ "$held_boot" = "$(this_boot)" ] && is_alive "$held_process"
}

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

last_words() {
  grep -v '^#' "$run/transcript.log" 2> /dev/null | awk 'NF { line = $0 } END { print line }'
}

# ---- taking changes back ------------------------------------------------------------------------

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
  if ! hold "$run/undoing"; then
    if is_held "$run/undoing"; then
      say "undo.sh is running already (process $held_process). Wait for its end."
      return 1
    fi
    # Whoever moves what is left of an undo that was cut off goes on; another one has to wait.
    mv "$run/undoing" "$run/undoing.left.$$" 2> /dev/null && rm -f "$run/undoing.left.$$"
    if ! hold "$run/undoing"; then
      say "undo.sh is running already. Wait for its end."
      return 1
    fi
  fi
  # A watch that is still armed has nothing left to do: this is what it was waiting for.
  mv "$run/armed" "$run/fired" 2> /dev/null
  return 0
}

is_free() {
  if is_held "$1"; then return 1; fi
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

say() {
  printf '%s\n' "$*"
}

# can_restore PATH NUMBERS...: NUMBERS are all edits of this file by this run. It is ours to restore when it
# is as one of them found it or left it, when none of them was ever made, or when it is gone with its package.
can_restore() {
  restore_path=$1
  shift
  restore_begun=no
  for restore_number in "$@"; do
    if cmp -s "$restore_path" "$run/files/$restore_number.before" \
      || cmp -s "$restore_path" "$run/files/$restore_number.after"; then
      [ -L "$restore_path" ] || return 0
    fi
    if [ -e "$run/files/$restore_number.begun" ]; then restore_begun=yes; fi
    restore_last=$restore_number
  done
  [ "$restore_begun" = yes ] || return 0
  if [ ! -e "$restore_path" ] && [ ! -L "$restore_path" ]; then
    if packages_are_gone; then return 0; fi
    say "  $restore_path: GONE since. Its earlier contents are in $run/files/$1.before"
  else
    say "  $restore_path: edited by somebody since, so it is not overwritten."
    say "    before this run: $run/files/$1.before   as it left it: $run/files/$restore_last.after"
    say "    To give that edit up: cp $run/files/$restore_last.after $restore_path"
  fi
  return 1
}

# packages_are_gone: somebody has removed the package that this run installed, and its files with it.
packages_are_gone() {
  [ -n "$undo_packages" ] || return 1
  for undo_package in $undo_packages; do
    if package_left "${undo_package%%:*}" "${undo_package#*:}"; then return 1; fi
  done
}

# ready_file NUMBER PATH: the earlier contents are laid beside the file, so that afterwards only a name changes.
ready_file() {
  rm -f "$2.gateway-setup.$1"
  if [ ! -e "$2" ] || [ ! -e "$run/files/$1.after" ] || [ ! -e "$run/files/$1.before" ]; then return 0; fi
  if cp -p "$run/files/$1.before" "$2.gateway-setup.$1" && same_context "$2" "$2.gateway-setup.$1" \
    && cmp -s "$run/files/$1.before" "$2.gateway-setup.$1"; then
    return 0
  fi
  rm -f "$2.gateway-setup.$1"
  say "  $2: the earlier contents could NOT be written beside it"
  return 1
}

# restore_file NUMBER PATH [EARLIER...]: EARLIER are the numbers of this run's edits of the same file
# before this one; a file that already is as it was before one of those has been taken back already. A file
# over which this run never wrote is not its business, whatever became of it.
restore_file() {
  restore_number=$1
  restore_path=$2
  shift 2
  restore_ready=$restore_path.gateway-setup.$restore_number
  for restore_known in "$restore_number" "$@"; do
    if cmp -s "$restore_path" "$run/files/$restore_known.before"; then
      rm -f "$restore_ready"
      say "  $restore_path: as it was before"
      return 0
    fi
  done
  if never_written "$restore_number" "$restore_path"; then
    rm -f "$restore_ready"
    return 0
  fi
  if [ ! -e "$restore_path" ] && [ ! -L "$restore_path" ]; then
    rm -f "$restore_ready"
    if packages_are_gone; then
      say "  $restore_path: gone with its package"
      return 0
    fi
    say "  $restore_path: GONE since. Its earlier contents are in $run/files/$restore_number.before"
    return 1
  fi
  if [ -L "$restore_path" ] || ! cmp -s "$restore_path" "$run/files/$restore_number.after"; then
    rm -f "$restore_ready"
    say "  $restore_path: NOT restored, somebody has edited it just now."
    return 1
  fi
  if mv -f "$restore_ready" "$restore_path"; then
    say "  $restore_path: restored"
    return 0
  fi
  say "  $restore_path: could NOT be replaced"
  return 1
}

never_written() { # NUMBER PATH
  if [ -e "$run/files/$1.begun" ] || cmp -s "$2" "$run/files/$1.after"; then return 1; fi
  say "  $2: never written by this run; left as it is"
}

# can_unplace NUMBER PATH: the file is what this run has put there, or was never put there, or is gone already.
can_unplace() {
  if [ -e "$run/files/$1.before" ]; then
    can_restore "$2" "$1"
    return
  fi
  if [ ! -e "$2" ] || cmp -s "$2" "$run/files/$1.after" || [ ! -e "$run/files/$1.begun" ]; then return 0; fi
  say "  $2: edited by somebody since, so it is not removed."
  say "    To give that edit up: cp $run/files/$1.after $2"
  return 1
}

unplace_file() { # NUMBER PATH
  if [ -e "$run/files/$1.before" ]; then
    restore_file "$1" "$2" || return 1
  elif rm -f "$2.gateway-setup.$1" && [ ! -e "$2" ]; then
    say "  $2: not there, as before"
  elif cmp -s "$2" "$run/files/$1.after"; then
    rm -f "$2" || return 1
    say "  $2: removed"
  elif never_written "$1" "$2"; then
    :
  else
    say "  $2: NOT removed, somebody has edited it since"
    return 1
  fi
  [ -e "$run/files/$1.folders" ] || return 0
  # The deepest folder was made last.
  awk '{ line[NR] = $0 } END { for (i = NR; i > 0; i--) print line[i] }' "$run/files/$1.folders" |
    while IFS= read -r unplace_folder; do
      if [ -d "$unplace_folder" ] && rmdir "$unplace_folder" 2> /dev/null; then
        say "  $unplace_folder: removed"
      fi
    done
}

remove_package() { # MANAGER NAME
  if ! package_left "$1" "$2"; then
    say "  package $2: not installed, as before"
    return 0
  fi
  (
    umask 022
    cd /
    case $1 in
      rpm) exec rpm -e "$2" ;;
      dpkg) exec dpkg -P "$2" ;;
    esac
  ) >> "$run/transcript.log" 2>&1 < /dev/null
  if package_left "$1" "$2"; then
    say "  package $2: could NOT be removed: $(last_words)"
    return 1
  fi
  say "  package $2: removed"
}
