# Putting an edited file back as it was.

# can_restore PATH NUMBERS...: NUMBERS are all edits of this file by this run. It is ours to restore when it
# is as one of them found it or left it, when none of them was ever made, or when it is gone with its package.
can_restore() {
  restore_path=$1
  shift
  look_at_rights "$restore_path" "$@"
  if is_decided "$restore_path" "$@"; then return 0; fi
  if was_edited_between "$restore_path" "$@"; then
    in_the_way "@file $restore_path" && return 0
    say "  $restore_path: edited by somebody between two changes of this run, so it is not overwritten."
    say "    before this run: $run/files/$between_first.before   as somebody made it: $run/files/$between_number.before"
    say "    To give that edit up, and all later ones: cp $run/files/$between_first.before $restore_path"
    return 1
  fi
  restore_begun=no
  restore_last=$1
  for restore_number in "$@"; do
    # What was never done, or was taken back before, is no reason to take the others back.
    if is_over "$restore_number" || ! was_begun "$restore_number"; then continue; fi
    if cmp -s "$restore_path" "$run/files/$restore_number.before" \
      || cmp -s "$restore_path" "$run/files/$restore_number.after"; then
      [ -L "$restore_path" ] || return 0
    fi
    restore_begun=yes
    # Nothing was done to the file after that: what it is now came of it.
    if was_cut_off "$restore_number" && [ -e "$restore_path" ] && [ ! -L "$restore_path" ]; then return 0; fi
    restore_last=$restore_number
  done
  [ "$restore_begun" = yes ] || return 0
  if goes_with_install "$restore_path"; then return 0; fi
  if [ ! -e "$restore_path" ] && [ ! -L "$restore_path" ] && packages_are_gone; then return 0; fi
  in_the_way "@file $restore_path" && return 0
  if [ ! -e "$restore_path" ] && [ ! -L "$restore_path" ]; then
    say "  $restore_path: GONE since. Its earlier contents are in $run/files/$1.before"
  else
    say "  $restore_path: edited by somebody since, so it is not overwritten."
    say "    before this run: $run/files/$1.before   as it left it: $run/files/$restore_last.after"
    say "    To give that edit up: cp $run/files/$restore_last.after $restore_path"
  fi
  return 1
}

# is_over NUMBER: its step was taken back before; what became of its file since is not its business any more.
is_over() {
  case " $undo_changes " in *" $1 "*) return 1 ;; esac
  case " $undo_range " in *" $1 "*) return 0 ;; esac
  return 1
}

was_begun() { # NUMBER
  [ -e "$run/files/$1.begun" ] || was_done "$1"
}

# was_edited_between PATH NUMBERS...: a later change of those to be taken back did not find the file as one before it had left it, or had found
# it: then the earlier one could not be taken back any more once the later one is. What is as it was before the first of them needs neither.
was_edited_between() {
  between_path=$1
  shift
  between_first=
  between_known=
  for between_number in "$@"; do
    case " $undo_changes " in *" $between_number "*) ;; *) continue ;; esac
    if [ ! -e "$run/files/$between_number.begun" ] || [ ! -e "$run/files/$between_number.before" ]; then continue; fi
    if [ -n "$between_first" ]; then
      between_same=no
      for between_one in $between_known; do
        if was_cut_off "$between_one" || cmp -s "$run/files/$between_one.before" "$run/files/$between_number.before" \
          || cmp -s "$run/files/$between_one.after" "$run/files/$between_number.before"; then between_same=yes; fi
      done
      [ "$between_same" = yes ] || return 0
    elif [ ! -L "$between_path" ] && cmp -s "$between_path" "$run/files/$between_number.before"; then
      return 1
    else
      between_first=$between_number
    fi
    between_known="$between_known $between_number"
  done
  return 1
}

# packages_are_gone: somebody has removed the package that this run installed, and its files with it.
packages_are_gone() {
  packages_gone=1
  for undo_package in $undo_packages; do
    if package_left "${undo_package%%:*}" "${undo_package#*:}"; then return 1; fi
    packages_gone=0
  done
  return "$packages_gone"
}

# goes_with_install PATH: it lies in a folder of an installer that is taken back now, and goes with it whatever is in it.
goes_with_install() {
  for goes_install in $undo_installs; do
    path=$1 awk '$1 == "tree" {
      sub(/^[^ ]* [^ ]* /, "")
      if (index(ENVIRON["path"], $0 "/") == 1) found = 1
    } END { exit !found }' "$run/files/$goes_install.wrote" 2> /dev/null && return 0
  done
  return 1
}

# ready_file NUMBER PATH [EARLIER...]: the earlier contents are laid beside the file, so that afterwards only a name changes. EARLIER as
# for restore_file.
ready_file() {
  ready_number=$1
  ready_path=$2
  shift 2
  if is_decided "$ready_path" "$@" "$ready_number"; then
    ready_decided "$ready_path"
    return
  fi
  ready_restore "$ready_number" "$ready_path"
}

ready_restore() { # NUMBER PATH
  rm -f "$2.gateway-setup.$1"
  if [ ! -e "$2" ] || [ ! -e "$run/files/$1.before" ]; then return 0; fi
  if [ ! -e "$run/files/$1.after" ] && ! was_cut_off "$1"; then return 0; fi
  can_go_back "$1" "$2" "$run/files/$1.before" || return 1
  # The folder may be the service's, whose user could put a link there while it is written: see lay_beside.
  if { cp -p "$run/files/$1.before" "$run/files/$1.new" && same_extras "$2" "$run/files/$1.new" \
    && bring_beside "$1" "$2" "$run/files/$1.before"; } 2> /dev/null; then return 0; fi
  rm -f "$run/files/$1.new"
  # No room beside the journal, perhaps some beside the file. This makes a new file or none, and never writes through a link.
  if { cp -p --remove-destination "$run/files/$1.before" "$2.gateway-setup.$1" \
    && cmp -s "$run/files/$1.before" "$2.gateway-setup.$1"; } 2> /dev/null \
    || linked "$run/files/$1.before" "$2.gateway-setup.$1"; then
    same_extras "$2" "$2.gateway-setup.$1"
    return 0
  fi
  # What is as it was before needs no space.
  if cmp -s "$2" "$run/files/$1.before"; then return 0; fi
  say "  $2: the earlier contents could NOT be written beside it"
  return 1
}

# linked FROM TO: for a full disk, a second name for a file on the same one needs no space.
linked() {
  rm -f "$2"
  ln "$1" "$2" 2> /dev/null
}

# keep_by_journal NUMBER PATH: a copy of what is there now, or a second name for it.
keep_by_journal() {
  found_kept=$run/files/$1.found
  cp -p "$2" "$found_kept" 2> /dev/null && return 0
  rm -f "$found_kept"
  linked "$2" "$found_kept"
}

# keep_found NUMBER PATH: the same; on a full disk, where the journal is on another one, a second name beside the file.
keep_found() {
  keep_by_journal "$1" "$2" && return 0
  found_kept=$2.gateway-setup.found
  linked "$2" "$found_kept"
}

# restore_file NUMBER PATH [EARLIER...]: EARLIER are the numbers of this run's edits of the same file
# before this one; a file that already is as it was before one of those has been taken back already. A file
# over which this run never wrote is not its business, whatever became of it.
restore_file() {
  restore_number=$1
  restore_path=$2
  shift 2
  restore_ready=$restore_path.gateway-setup.$restore_number
  if is_decided "$restore_path" "$@" "$restore_number"; then
    carry_out "$restore_path"
    return
  fi
  for restore_known in "$restore_number" "$@"; do
    if cmp -s "$restore_path" "$run/files/$restore_known.before"; then
      rm -f "$restore_ready"
      say "  $restore_path: as it was before"
      tell_rights "$restore_number" "$restore_path"
      return 0
    fi
  done
  if never_written "$restore_number" "$restore_path"; then
    rm -f "$restore_ready"
    return 0
  fi
  if goes_with_install "$restore_path" && ! cmp -s "$restore_path" "$run/files/$restore_number.after"; then
    rm -f "$restore_ready"
    if [ -e "$restore_path" ]; then
      # Beside the file it would go with the folder.
      if ! keep_by_journal "$restore_number" "$restore_path"; then
        say "  $restore_path: edited since, and goes with what the installer wrote, but there is no room to keep a copy in $run/files. Move it elsewhere, or make room; then run this again"
        return 1
      fi
      say "  $restore_path: edited since, and goes with what the installer wrote. What was found is kept in $found_kept"
    fi
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
  if was_cut_off "$restore_number" && [ ! -L "$restore_path" ]; then
    if ! keep_found "$restore_number" "$restore_path"; then
      rm -f "$restore_ready"
      say "  $restore_path: NOT restored, it could not be copied for safety"
      return 1
    fi
    say "  $restore_path: the change was cut off. What was found is kept in $found_kept"
  elif [ -L "$restore_path" ] || ! cmp -s "$restore_path" "$run/files/$restore_number.after"; then
    rm -f "$restore_ready"
    say "  $restore_path: NOT restored, somebody has edited it just now."
    return 1
  fi
  if ! keep_rights "$restore_number" "$restore_path"; then
    rm -f "$restore_ready"
    say "  $restore_path: NOT restored, its owner and mode of today could not be kept: $(last_words)"
    return 1
  fi
  # Whoever the folder belongs to may have put something else there meanwhile.
  if ! is_laid "$restore_number" "$restore_path" "$run/files/$restore_number.before"; then
    rm -f "$restore_ready"
    say "  $restore_path: NOT restored, what was laid beside it is not there any more as it was laid."
    return 1
  fi
  if mv -f "$restore_ready" "$restore_path"; then
    say "  $restore_path: restored"
    tell_rights "$restore_number" "$restore_path"
    return 0
  fi
  say "  $restore_path: could NOT be replaced"
  return 1
}
