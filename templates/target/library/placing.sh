# Placing a file where there may be none, and taking it away again.

# make_folders NUMBER FOLDER: every folder made is noted, so that it can be taken away again.
make_folders() {
  if [ -z "$2" ] || [ -d "$2" ]; then return 0; fi
  make_folders "$1" "${2%/*}" || return 1
  printf '%s\n' "$2" >> "$run/files/$1.folders" || return 1
  mkdir "$2" 2>> "$run/transcript.log" && chmod 755 "$2"
}

place_file() { # NUMBER FROM PATH MODE
  place_folder=${3%/*}
  can_place "$1" "$2" "$3" || return 1
  if [ -e "$3" ] && ! { cp -p "$3" "$run/files/$1.new" && mv -f "$run/files/$1.new" "$run/files/$1.before"; }; then
    trouble="$3 could not be copied for safety"
    return 1
  fi
  rm -f "$3.gateway-setup.$1"
  if { cp "$2" "$run/files/$1.after" && sync && make_folders "$1" "$place_folder" \
    && cp "$run/files/$1.after" "$run/files/$1.new" && chmod "$4" "$run/files/$1.new" \
    && bring_beside "$1" "$3" "$run/files/$1.after" && note_rights "$1" "$3.gateway-setup.$1" && note_sums "$1" && sync \
    && is_still_so "$1" "$3" && true > "$run/files/$1.begun" \
    && mv -f "$3.gateway-setup.$1" "$3"; } 2>> "$run/transcript.log"; then
    return 0
  fi
  if is_still_so "$1" "$3"; then trouble="$3 could not be written: $(last_words)"
  else
    rm -f "$3.gateway-setup.$1"
    trouble="$3 was changed by somebody else in the meantime; nothing was written over it"
  fi
  return 1
}

# is_still_so NUMBER PATH: as it was when it was copied for safety, or still not there.
is_still_so() {
  if [ -e "$run/files/$1.before" ]; then [ ! -L "$2" ] && cmp -s "$2" "$run/files/$1.before"
  else [ ! -e "$2" ] && [ ! -L "$2" ]; fi
}

# can_place NUMBER FROM PATH: whoever copies from a pipe, or onto one, waits for ever; and what was there must be fit to be replaced.
can_place() {
  trouble=
  if [ ! -f "$2" ]; then
    trouble="$3 could not be written: $2 is no regular file, or is not there any more"
  elif [ -L "$3" ]; then
    trouble="$3 is a symbolic link; nothing was written over it"
  elif [ -e "$3" ] && [ ! -f "$3" ]; then
    trouble="$3 is a folder, a pipe or a device; nothing was written over it"
  elif [ -e "$3" ]; then
    can_rename_over "$1" "$3" && return 0
  elif [ ! -d "${3%/*}" ] || is_ours_alone "${3%/*}"; then
    return 0
  fi
  return 1
}

# can_unplace NUMBER PATH: the file is what this run has put there, or was never put there, or is gone already.
can_unplace() {
  if [ -e "$run/files/$1.before" ]; then
    can_restore "$2" "$1"
    return
  fi
  if [ ! -e "$2" ] && [ ! -L "$2" ] || [ ! -e "$run/files/$1.begun" ] || is_decided "$2" "$1"; then return 0; fi
  if [ ! -L "$2" ] && cmp -s "$2" "$run/files/$1.after"; then return 0; fi
  in_the_way "@file $2" && return 0
  say "  $2: edited by somebody since, so it is not removed."
  say "    To give that edit up: cp $run/files/$1.after $2"
  return 1
}

unplace_file() { # NUMBER PATH
  if [ -e "$run/files/$1.before" ]; then
    restore_file "$1" "$2" || return 1
  elif rm -f "$2.gateway-setup.$1" && [ ! -e "$2" ] && [ ! -L "$2" ]; then
    say "  $2: not there, as before"
  elif is_decided "$2" "$1"; then
    carry_out "$2" || return 1
  elif [ ! -L "$2" ] && cmp -s "$2" "$run/files/$1.after"; then
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
    (
      while IFS= read -r unplace_folder; do
        if [ ! -d "$unplace_folder" ]; then continue; fi
        if rmdir "$unplace_folder" 2>> "$run/transcript.log"; then say "  $unplace_folder: removed"
        elif [ -z "$(ls -A "$unplace_folder")" ]; then
          # What others have put there keeps it; an empty one is ours, and still there.
          say "  $unplace_folder: could NOT be removed: $(last_words)"
          exit 1
        fi
      done
    )
}

never_written() { # NUMBER PATH
  if [ -e "$run/files/$1.begun" ] || cmp -s "$2" "$run/files/$1.after"; then return 1; fi
  say "  $2: never written by this run; left as it is"
}
