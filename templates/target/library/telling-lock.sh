# Who holds the lock, for whoever comes next.

# tell_holder LOCK: of the note that last_note has found there, what it says besides the process; and a line
# `at SECONDS PROCESS BOOT START`, the seconds since the last sign of life of its holder.
tell_holder() {
  sed 1d "$held_file"
  # The last sign of life may be that of whoever was before, and older than its note.
  tell_seen=
  for tell_sign in $(stat -c %Y "$held_file" "$1.alive" 2> /dev/null); do
    if [ -z "$tell_seen" ] || [ "$tell_sign" -gt "$tell_seen" ]; then tell_seen=$tell_sign; fi
  done
  tell_now=$(date +%s)
  if [ -z "$tell_seen" ]; then tell_seen=$tell_now; fi
  printf 'at %s %s\n' "$(( tell_now - tell_seen ))" "$held_process $held_boot $held_start"
}

# tell_lock LOCK LONGEST: the same while somebody holds it, each line after a space, no more than LONGEST bytes; nothing when nobody does.
tell_lock() {
  is_held "$1" || return 0
  tell_holder "$1" 2> /dev/null | head -c "$2" | sed 's/^/ /'
  printf '\n'
}
