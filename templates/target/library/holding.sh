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

# hold FILE: notes that this process is at work. Fails when FILE is there already. A full disk takes the note without its
# text: that must not keep anything from being taken back.
hold() {
  { printf '%s %s\n' "$$" "$(this_boot)" > "$1.$$"; } 2> /dev/null
  ln "$1.$$" "$1" 2> /dev/null
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

# hold_anew FILE: the same when what is there was left by a process that was cut off.
hold_anew() {
  hold "$1" && return 0
  if is_held "$1"; then return 1; fi
  if mv "$1" "$1.left.$$" 2> /dev/null; then
    # Another one may have done just that a moment ago, and this be its own.
    if is_held "$1.left.$$"; then
      ln "$1.left.$$" "$1" 2> /dev/null
      rm -f "$1.left.$$"
      return 1
    fi
    rm -f "$1.left.$$"
  fi
  hold "$1"
}

is_free() {
  if is_held "$1"; then return 1; fi
}
