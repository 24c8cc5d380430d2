# What is left of a package that its manager says it has removed: from a folder that nobody may write in it takes nothing away, and
# goes on all the same.

# note_package_files NUMBER MANAGER NAME: before it is removed, since afterwards nobody knows them.
note_package_files() {
  if ! package_left "$2" "$3"; then return 0; fi
  case $2 in
    rpm) rpm -ql "$3" ;;
    dpkg) dpkg -L "$3" ;;
  esac > "$run/files/$1.package-files" 2> /dev/null
  return 0
}

# remove_rest NUMBER MANAGER: takes away what its manager could not, as long as it is as it was then.
remove_rest() {
  [ -s "$run/files/$1.package-files" ] || return 0
  if [ ! -e "$run/files/$1.rest" ]; then find_rest "$1" "$2" || return 1; fi
  [ -s "$run/files/$1.rest" ] || return 0
  rest_result=0
  while read -r rest_sum rest_size rest_path; do
    if [ ! -e "$rest_path" ] && [ ! -L "$rest_path" ]; then continue; fi
    if [ "$(sum_of_rest "$rest_path")" != "$rest_sum $rest_size" ]; then
      say "  $rest_path: came with the package and was changed since; left as it is"
    elif rm -f "$rest_path" 2>> "$run/transcript.log"; then
      say "  $rest_path: came with the package, removed"
    else
      say "  $rest_path: came with the package, and could NOT be removed: $(last_words)"
      rest_result=1
    fi
  done < "$run/files/$1.rest"
  [ "$rest_result" -eq 0 ] || return 1
  # The deepest folder comes last.
  awk '{ line[NR] = $0 } END { for (i = NR; i > 0; i--) print line[i] }' "$run/files/$1.package-files" |
    while IFS= read -r rest_path; do
      if [ -L "$rest_path" ] || [ ! -d "$rest_path" ] || is_packaged "$2" "$rest_path"; then continue; fi
      if rmdir "$rest_path" 2> /dev/null; then say "  $rest_path: removed"; fi
    done
}

# find_rest NUMBER MANAGER: files that no other package has, each with its checksum.
find_rest() {
  while IFS= read -r rest_path; do
    if [ ! -f "$rest_path" ] && [ ! -L "$rest_path" ]; then continue; fi
    if ! is_packaged "$2" "$rest_path"; then printf '%s %s\n' "$(sum_of_rest "$rest_path")" "$rest_path"; fi
  done < "$run/files/$1.package-files" > "$run/files/$1.new" && mv -f "$run/files/$1.new" "$run/files/$1.rest"
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
