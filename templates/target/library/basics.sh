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

last_words() {
  grep -v '^#' "$run/transcript.log" 2> /dev/null | awk 'NF { line = $0 } END { print line }'
}

# say WORDS...: never fails. What is done must not depend on whether the disk has room for the words.
say() {
  { printf '%s\n' "$*"; } 2> /dev/null || :
}
