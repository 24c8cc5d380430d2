# What is left of an installer's work after it was taken away.

# tell_left NUMBER: what cannot be put back, each time that this is asked; false when there is such a thing.
tell_left() {
  if [ ! -e "$run/files/$1.wrote" ]; then return 0; fi
  each_written "$1" tell_one_left
}

tell_one_left() { # NUMBER
  case $written_kind in
    beside)
      if [ ! -e "$written_path" ] && [ ! -L "$written_path" ]; then return 0; fi
      say "  $written_path: came up while the installer ran, perhaps by somebody else; left as it is" ;;
    touched)
      if is_as_it_was "$1"; then return 0; fi
      say "  $written_path: was changed while the installer ran; there is no copy of it, so it could NOT be put back"
      return 1 ;;
  esac
}

# is_as_it_was NUMBER: by kind, mode, owner, group, size and time of writing.
is_as_it_was() {
  was_now=$(
    find "$written_path" -prune '(' -type d -printf 'd %m %U %G - -' -o -type f -printf 'f %m %U %G %s %T@' \
      -o -type l -printf 'l - - - %s %T@' -o -printf 'o %m %U %G - -' ')' 2> /dev/null
  )
  now=$was_now path=$written_raw awk '{
    line = $1 " " $2 " " $3 " " $4 " " $5 " " $6
    sub(/^[^ ]* [^ ]* [^ ]* [^ ]* [^ ]* [^ ]* [^ ]* [^ ]* /, "")
    if ($0 == ENVIRON["path"] && line == ENVIRON["now"]) found = 1
  } END { exit !found }' "$run/files/$1.was"
}

# is_uninstalled NUMBER: looked at again afterwards; what is not so is printed.
is_uninstalled() {
  if [ ! -e "$run/files/$1.begun" ]; then return 0; fi
  [ -e "$run/files/$1.wrote" ] && each_written "$1" is_unwritten
}

is_unwritten() { # NUMBER
  case $written_kind in
    tree | file | placed) [ ! -e "$written_path" ] && [ ! -L "$written_path" ] ;;
    edited) is_as_found ;;
    replaced) is_same_entry "$written_path" "$run/files/$1.$written_number.before" ;;
    removed) [ -e "$written_path" ] || [ -L "$written_path" ] ;;
    touched) is_as_it_was "$1" ;;
    package) ! package_left "${written_path%%:*}" "${written_path#*:}" ;;
  esac && return 0
  say "$written_path"
  return 1
}

# is_as_found: as one of the installers of this run found it.
is_as_found() {
  for found_copy in $(copies_of "$written_path"); do
    if is_same_entry "$written_path" "$run/files/$found_copy.before"; then return 0; fi
  done
  return 1
}
