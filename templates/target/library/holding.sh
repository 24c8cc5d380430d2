# Noting which process is at work, so that two never are.

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

# started PROCESS-ID: when, in the ticks of proc(5) since the machine was: a process may have the number of one that is over.
started() {
  { read -r started_stat < "/proc/$1/stat"; } 2> /dev/null || return 0
  set -- ${started_stat##*) }
  printf '%s' "${20}"
}

# own_note: the process, the boot, the start of the process where /proc tells it; then what more is to be said of it.
own_note() {
  printf '%s %s %s\n' "$$" "$(this_boot)" "$(started "$$")"
  if [ -n "$more_of_note" ]; then printf '%s\n' "$more_of_note"; fi
}
more_of_note=

# hold FILE: notes that this process is at work. Fails when FILE is there already. A full disk takes the note without its
# text: that must not keep anything from being taken back.
hold() {
  # One of that number may have been cut off after its `ln`: then FILE itself would be written over.
  rm -f "$1.$$"
  { own_note > "$1.$$"; } 2> /dev/null
  ln "$1.$$" "$1" 2> /dev/null
  hold_result=$?
  rm -f "$1.$$"
  return "$hold_result"
}

# A note is never changed, nor taken away by anybody but who holds. Who comes after a process that was cut off links a note of
# its own to FILE.after.NOTE, a name which belongs to that one note: of many who try one succeeds, and no name ever means anything
# else later. So the notes are a chain that begins with FILE, and the last one is the one that counts.

# last_note FILE: $held_file, and what is noted there in $held_process, $held_boot and $held_start; $held_next is the name of the
# note that would come after it. held_left: whether there is a note at all; a power failure may have left anything in it.
last_note() {
  held_left=no
  held_depth=0
  held_next=$1
  held_file=$1
  held_process=
  while [ -f "$held_next" ]; do
    held_left=yes
    held_file=$held_next
    held_boot=
    held_start=
    { read -r held_process held_boot held_start held_rest < "$held_file"; } 2> /dev/null
    held_depth=$(( held_depth + 1 ))
    held_next=$1.after.$(name_of_note)
  done
}

# Only what own_note can have written becomes part of a name. Other notes are told apart by their place.
name_of_note() {
  name_of_it=$held_process.$held_boot.$held_start
  case $name_of_it in
    .* | *[!A-Za-z0-9.-]*) name_of_it=$held_depth ;;
  esac
  if [ "${#name_of_it}" -gt 100 ]; then name_of_it=$held_depth; fi
  printf '%s\n' "$name_of_it"
}

# is_held FILE: the process that has noted itself there is still at work.
is_held() {
  last_note "$1"
  [ "$held_left" = yes ] && noted_lives
}

noted_lives() {
  [ "$held_boot" = "$(this_boot)" ] && is_alive "$held_process" \
    && { [ -z "$held_start" ] || [ "$held_start" = "$(started "$held_process")" ]; }
}

# hold_anew FILE: the same as hold when what is there was left by a process that was cut off.
hold_anew() {
  hold_tries=5
  while [ "$hold_tries" -gt 0 ]; do
    hold_tries=$(( hold_tries - 1 ))
    hold "$1" && return 0
    if is_held "$1"; then return 1; fi
    # Gone just now, it can be had the usual way.
    if [ "$held_left" = no ]; then continue; fi
    hold_mine=$held_next
    if hold "$hold_mine"; then
      # Whoever held meanwhile, and has given it back, took away FILE first: then this note is part of no chain any more.
      last_note "$1"
      if [ "$held_file" = "$hold_mine" ]; then return 0; fi
      rm -f "$hold_mine"
    fi
  done
  return 1
}

# give_back FILE: what hold or hold_anew got. FILE goes first: as long as there is a chain, it is one that ends with us.
give_back() {
  rm -f "$1" "$1".after.*
}

is_free() {
  if is_held "$1"; then return 1; fi
}
