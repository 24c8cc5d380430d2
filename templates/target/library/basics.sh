# Shell functions of gateway-setup, for a plain POSIX sh and the tools of the early 2000s.
# $run is the folder of the run. Needs: awk cat chmod cmp cp date grep kill ln ls mkdir mv netstat ps rm rmdir
# sed sleep stat sync tail, and rpm or dpkg; where an installer is run, also chown comm df du find (GNU) sort tr wc. Uses
# chcon getfacl getfattr lsattr setfacl setfattr where there are any.

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

# is_running PROCESS: one of that name, or, where PROCESS ends with a slash, one whose executable lies below that folder;
# those that have ended, but were not yet taken note of, do not count.
is_running() {
  case $1 in
    */)
      running_below=$(runs_from "$1")
      [ -n "$running_below" ]
      return ;;
  esac
  ps -e -o stat= -o comm= |
    awk -v name="$1" '$1 !~ /^Z/ { sub(/^ *[^ ]+ +/, ""); if ($0 == name) found = 1 } END { exit !found }'
}

# runs_from FOLDER/: the numbers of the processes whose executable lies below it. Without /proc the first word of the command
# line counts. The executable of a process that has ended cannot be read any more.
runs_from() {
  # -q: a line break in somebody's file name must not begin a line of its own. Where `ls` does not know it, it needs none.
  running_links=$(ls -lq /proc/[0-9]*/exe 2> /dev/null)
  [ -n "$running_links" ] || running_links=$(ls -l /proc/[0-9]*/exe 2> /dev/null)
  if [ -n "$running_links" ]; then
    printf '%s\n' "$running_links" | folder=$1 awk '
      match($0, / \/proc\/[0-9]+\/exe -> /) && index(substr($0, RSTART + RLENGTH), ENVIRON["folder"]) == 1 {
        print substr($0, RSTART + 7, RLENGTH - 15)
      }'
  else
    ps -e -o pid= -o stat= -o args= | folder=$1 awk '
      $2 !~ /^Z/ && index($3, ENVIRON["folder"]) == 1 { print $1 }'
  fi
}

# process_words PROCESS: as a person reads it in a message.
process_words() {
  case $1 in
    */) printf 'a program below %s\n' "${1%/}" ;;
    *) printf '%s\n' "$1" ;;
  esac
}

log_words() {
  case $1 in
    */) printf 'the logs below %s\n' "${1%/}" ;;
    *) printf 'the logs of %s\n' "$1" ;;
  esac
}

# still_waiting SECONDS: a sign of life while something is waited for; whoever has somebody to show it to defines it anew.
still_waiting() { :; }

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

# wait_patiently SECONDS COMMAND...: the same for what may take long: looks less often, and gives a sign of life every second.
wait_patiently() {
  wait_seconds=$1
  shift
  wait_until 1 "$@" && return 0
  while wait_seconds=$(( wait_seconds - 1 )) && [ "$wait_seconds" -gt 0 ]; do
    still_waiting "$wait_seconds" || :
    for wait_part in 1 2 3 4; do
      sleep 0.25
      "$@" && return 0
    done
  done
  return 1
}

is_stopped() {
  if is_running "$1"; then return 1; fi
}

last_words() {
  grep -v '^#' "$run/transcript.log" 2> /dev/null | awk 'NF { line = $0 } END { print line }'
}

# say WORDS...: never fails. What is done must not depend on whether the disk has room for the words.
say() {
  { printf '%s\n' "$*"; } 2> /dev/null || :
}
