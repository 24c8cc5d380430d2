# What is left of a package that its manager says it has removed, or does not know: from a folder that nobody may write in it takes nothing away, and
# goes on all the same.

# note_package_files NUMBER MANAGER NAME: before it is removed, since afterwards nobody knows them: folders in NUMBER.package-files, files with their
# checksums in NUMBER.rest. What comes to lie there afterwards is somebody else's. A full disk takes no note, and must not keep anything
# from being taken back: then $rest_noted and $folders_noted know it until the end.
note_package_files() {
  rest_noted=
  folders_noted=
  if ! package_left "$2" "$3"; then return 0; fi
  rest_listed=$(files_of_package "$2" "$3" 2> /dev/null)
  rest_noted=$(printf '%s\n' "$rest_listed" | sums_of_rest)
  folders_noted=$(printf '%s\n' "$rest_listed" | folders_of_rest)
  note_words "$1" package-files "$folders_noted" && note_words "$1" rest "$rest_noted" && return 0
  rm -f "$run/files/$1.new" "$run/files/$1.package-files" "$run/files/$1.rest"
  return 0
}

files_of_package() { # MANAGER NAME
  case $1 in
    rpm) rpm -ql "$2" ;;
    dpkg) dpkg -L "$2" ;;
  esac
}

note_words() { # NUMBER NAME WORDS
  { printf '%s\n' "$3" > "$run/files/$1.new"; } 2> /dev/null \
    && [ "$(cat "$run/files/$1.new")" = "$3" ] && mv -f "$run/files/$1.new" "$run/files/$1.$2"
}

sums_of_rest() {
  while IFS= read -r rest_path; do
    case $rest_path in /*) ;; *) continue ;; esac
    if [ -f "$rest_path" ] || [ -L "$rest_path" ]; then
      printf '%s %s\n' "$(sum_of_rest "$rest_path")" "$rest_path"
    fi
  done
}

# A manager names the deepest folder last; it is to go first.
folders_of_rest() {
  while IFS= read -r rest_path; do
    case $rest_path in /*) ;; *) continue ;; esac
    if [ -d "$rest_path" ] && [ ! -L "$rest_path" ]; then printf '%s\n' "$rest_path"; fi
  done | awk '{ line[NR] = $0 } END { for (i = NR; i > 0; i--) print line[i] }'
}

# note_new_files NUMBER MANAGER FILE: what the package is about to bring and is not there yet. An rpm that meets with a full disk can leave all
# of it, and know of no package afterwards. dpkg notes the package first.
note_new_files() {
  case $2 in rpm) ;; *) return 0 ;; esac
  new_listed=$(rpm -qpl "$3" 2> /dev/null) || return 0
  new_noted=$(printf '%s\n' "$new_listed" | while IFS= read -r new_path; do
    case $new_path in /*) ;; *) continue ;; esac
    if [ ! -e "$new_path" ] && [ ! -L "$new_path" ]; then printf '%s\n' "$new_path"; fi
  done)
  if [ -z "$new_noted" ] || note_words "$1" package-new "$new_noted"; then return 0; fi
  rm -f "$run/files/$1.new"
  trouble="what $3 is about to bring could not be noted in $run/files; nothing was installed"
  return 1
}

# remove_new_files NUMBER MANAGER: of an installation that never came to its end, and that its manager does not know. Where the manager has
# removed the package itself, what is left is another matter: see remove_rest. One that had ended well, and is gone, somebody has removed.
remove_new_files() {
  if [ ! -s "$run/files/$1.package-new" ] || [ -e "$run/files/$1.package-files" ] || [ -n "$rest_noted$folders_noted" ] \
    || [ -s "$run/files/$1.version" ] || was_done "$1"; then return 0; fi
  awk '{ line[NR] = $0 } END { for (i = NR; i > 0; i--) print line[i] }' "$run/files/$1.package-new" | remove_each_new "$2"
}

remove_each_new() { # MANAGER
  new_result=0
  hex='[0-9a-f]'
  while IFS= read -r new_path; do
    # rpm gives a file its name last.
    for new_one in "$new_path" "$new_path;"$hex$hex$hex$hex$hex$hex$hex$hex; do
      if [ ! -e "$new_one" ] && [ ! -L "$new_one" ]; then continue; fi
      if is_packaged "$1" "$new_one"; then continue; fi
      if [ -d "$new_one" ] && [ ! -L "$new_one" ]; then
        if rmdir "$new_one" 2> /dev/null; then say "  $new_one: removed"; fi
      elif rm -f "$new_one" 2>> "$run/transcript.log"; then
        say "  $new_one: left by an installation that failed, removed"
      else
        say "  $new_one: left by an installation that failed, and could NOT be removed: $(last_words)"
        new_result=1
      fi
    done
  done
  return "$new_result"
}

# remove_rest NUMBER MANAGER: takes away what its manager could not, as long as it is as it was then and no other package has it.
remove_rest() {
  if [ -s "$run/files/$1.rest" ]; then
    rest_noted=$(cat "$run/files/$1.rest")
    folders_noted=$(cat "$run/files/$1.package-files" 2> /dev/null)
  fi
  printf '%s\n' "$rest_noted" | remove_noted "$2"
  [ $? -ne 1 ] || return 1
  sweep_folders "$2"
}

# clear_package NUMBER MANAGER NAME: the folders that could not go along with the package, since something lay in them that is gone by now.
clear_package() {
  if [ ! -s "$run/files/$1.package-files" ] || package_left "$2" "$3"; then return 0; fi
  folders_noted=$(cat "$run/files/$1.package-files")
  sweep_folders "$2"
  # One that is gone now, and comes back, is somebody else's.
  note_words "$1" package-files "$(printf '%s\n' "$folders_noted" | still_folders)" || rm -f "$run/files/$1.new"
}

still_folders() {
  while IFS= read -r rest_path; do
    if [ -d "$rest_path" ] && [ ! -L "$rest_path" ]; then printf '%s\n' "$rest_path"; fi
  done
}

# sweep_folders MANAGER: those of $folders_noted that are empty and no other package's.
sweep_folders() {
  printf '%s\n' "$folders_noted" |
    while IFS= read -r rest_path; do
      if [ -L "$rest_path" ] || [ ! -d "$rest_path" ] || is_packaged "$1" "$rest_path"; then continue; fi
      if rmdir "$rest_path" 2> /dev/null; then say "  $rest_path: removed"; fi
    done
  return 0
}

# remove_noted MANAGER: false when something is there that could not be removed.
remove_noted() {
  rest_result=0
  while read -r rest_sum rest_size rest_path; do
    if [ ! -e "$rest_path" ] && [ ! -L "$rest_path" ]; then continue; fi
    if is_packaged "$1" "$rest_path"; then continue; fi
    if [ "$(sum_of_rest "$rest_path")" != "$rest_sum $rest_size" ]; then
      say "  $rest_path: came with the package and was changed since; left as it is"
    elif rm -f "$rest_path" 2>> "$run/transcript.log"; then
      say "  $rest_path: came with the package, removed"
    else
      say "  $rest_path: came with the package, and could NOT be removed: $(last_words)"
      rest_result=1
    fi
  done
  return "$rest_result"
}

sum_of_rest() { # PATH
  if [ -L "$1" ]; then link_target "$1" | cksum
  else cksum < "$1"; fi
}

is_packaged() { # MANAGER PATH
  case $1 in
    rpm) rpm -qf "$2" > /dev/null 2>&1 ;;
    dpkg) dpkg -S "$2" > /dev/null 2>&1 ;;
  esac
}
