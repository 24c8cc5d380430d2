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

# own_note: the process, the boot, the start of the process where /proc tells it.
own_note() {
  printf '%s %s %s\n' "$$" "$(this_boot)" "$(started "$$")"
}

# hold FILE: notes that this process is at work. Fails when FILE is there already. A full disk takes the note without its
# text: that must not keep anything from being taken back.
hold() {
  { own_note > "$1.$$"; } 2> /dev/null
  ln "$1.$$" "$1" 2> /dev/null
  hold_result=$?
  rm -f "$1.$$"
  return "$hold_result"
}

# is_held FILE: the process that has noted itself there is still at work. held_left: whether there is a note at all; a power
# failure may have left anything in it.
is_held() {
  held_process=
  held_left=no
  { held_note=$(cat "$1"); } 2> /dev/null || return 1
  held_left=yes
  set -- $held_note
  held_process=$1
  [ "$2" = "$(this_boot)" ] && is_alive "$1" && { [ -z "$3" ] || [ "$3" = "$(started "$1")" ]; }
}

# hold_anew FILE: the same when what is there was left by a process that was cut off. Only one at a time takes over, and FILE
# is never gone meanwhile: whoever came into such a gap would be the second one.
hold_anew() {
  hold "$1" && return 0
  if is_held "$1"; then return 1; fi
  if ! hold "$1.taking"; then
    if is_held "$1.taking"; then return 1; fi
    # That one was cut off in the midst of it.
    rm -f "$1.taking"
    hold "$1.taking" || return 1
  fi
  hold_over "$1"
  hold_result=$?
  rm -f "$1.taking"
  return "$hold_result"
}

# hold_over FILE: looks once more, since another one may have taken over a moment ago. The note of a process that is over is
# replaced: that process cannot take it away any more, and nobody else does.
hold_over() {
  if is_held "$1"; then return 1; fi
  if [ "$held_left" = no ]; then
    hold "$1"
    return
  fi
  { own_note > "$1.$$"; } 2> /dev/null
  mv -f "$1.$$" "$1" 2> /dev/null
}

is_free() {
  if is_held "$1"; then return 1; fi
}
