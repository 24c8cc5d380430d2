# The vendor's installer: what it writes is found out by comparing the server before and after.

# begin_installer NUMBER: how the server is before. NUMBER.scripts names the start scripts that may be laid down, NUMBER.unwatched
# the folders of others.
begin_installer() {
  begin_files=$run/files/$1
  rm -rf "$begin_files.copied"
  mount_points > "$begin_files.mounts"
  has_installer_room || return 1
  list_packages "$begin_files.packages" && list_files "$begin_files.listed" "$1" || return 1
  # With owner, mode and time: what changes in here is put back from these copies.
  for begin_one in $copied; do
    [ -e "$list_root$begin_one" ] || continue
    if ! { mkdir -p "$begin_files.copied${begin_one%/*}" \
      && cp -a "$list_root$begin_one" "$begin_files.copied$begin_one"; } 2>> "$run/transcript.log"; then
      rm -rf "$begin_files.copied"
      trouble="$list_root$begin_one could not be copied for safety: $(last_words)"
      return 1
    fi
  done
  sync
}

# has_installer_room: for a copy of /etc, and 64 MiB for the listings.
has_installer_room() {
  room_needed=$(du -sk "$list_root/etc" 2> /dev/null | awk '{ printf "%.0f\n", $1 + 65536 }')
  room_there=$(df -P -k "$run" 2> /dev/null | awk 'NR == 2 { print $4 }')
  if [ "${room_there:-0}" -ge "${room_needed:-65536}" ]; then return 0; fi
  trouble="there is no room in $run for a copy of /etc and the listings: $room_needed KB are needed, $room_there KB are free"
  return 1
}

# run_installer NUMBER COMMAND: its status. It finds the locale of the operator, and signals as usual. The command is read from
# a file: it may have a licence key in it, and everybody on the server can see the arguments of a process.
run_installer() {
  # The terminal may go, and what the command has started go on all the same: then this shell waits for it, too.
  if ! { printf 'trap : HUP\n%s\n' "$2" > "$run/files/$1.command"; } 2>> "$run/transcript.log"; then
    printf '126\n' > "$run/files/$1.status"
    return 126
  fi
  (
    umask 022
    cd /
    if [ "${operator_locale-C}" = unset ]; then unset LC_ALL; else LC_ALL=${operator_locale-C}; fi
    exec sh -c 'printf "%s %s\n" "$$" "$1" > "$2" && exec sh "$3"' sh "$(this_boot)" "$run/installer" "$run/files/$1.command"
  )
  installer_code=$?
  rm -f "$run/installer" "$run/files/$1.command"
  printf '%s\n' "$installer_code" > "$run/files/$1.status"
  return "$installer_code"
}

# end_installer NUMBER: what the installer has written, as lines of NUMBER.wrote: a kind, a number, a path. Done once, by
# whoever comes first: who ran it, or undo.sh when that was cut off.
#   tree FILES PATH    a new folder      file 1 PATH      another new one      folder 0 PATH    a new one that is not its own
#   placed K PATH      new in /etc, as it left it in NUMBER.K.after            package 0 MANAGER:NAME
#   edited K PATH      changed in /etc, as it was in NUMBER.K.before           removed K PATH   gone from /etc, likewise
#   replaced K PATH    a link in /etc that became another one, or a file, or came to be where a file was, likewise
# What is said of /etc holds for the crontabs as well.
#   touched 0 PATH     changed or gone elsewhere: there is no copy             beside FILES PATH  new, but perhaps of others
end_installer() {
  if [ -e "$run/files/$1.wrote" ]; then return 0; fi
  if is_held "$run/installer"; then
    trouble="the installer is still at work (process $held_process); let it come to its end, or end it and what it has started"
    return 1
  fi
  # Who ran it may be at this very work, and undo.sh comes: one compares, the other waits for it.
  compare_tries=3
  until hold_anew "$run/comparing"; do
    compare_tries=$(( compare_tries - 1 ))
    if [ "$compare_tries" -lt 0 ]; then
      trouble="$run/comparing could not be written"
      return 1
    elif ! wait_until 900 is_free "$run/comparing"; then
      trouble="what the installer has written is still being found out (process $held_process)"
      return 1
    fi
    if [ -e "$run/files/$1.wrote" ]; then return 0; fi
  done
  compare_server "$1"
  compare_code=$?
  give_back "$run/comparing"
  return "$compare_code"
}

compare_server() { # NUMBER
  if [ -e "$run/files/$1.wrote" ]; then return 0; fi
  end_files=$run/files/$1
  list_files "$end_files.now" "$1" && list_packages "$end_files.packages-now" || return 1
  if ! { comm -23 "$end_files.listed" "$end_files.now" > "$end_files.was" \
    && comm -13 "$end_files.listed" "$end_files.now" > "$end_files.is" \
    && compare_listings "$end_files.was" "$end_files.is" > "$end_files.unsorted" \
    && sort -k 3 -T "$run/files" "$end_files.unsorted" > "$end_files.found" \
    && keep_copies "$1" < "$end_files.found" > "$end_files.kept" \
    && comm -13 "$end_files.packages" "$end_files.packages-now" > "$end_files.unsorted" \
    && sed 's/^\([a-z]*\) /package 0 \1:/' "$end_files.unsorted" >> "$end_files.kept" \
    && sync && mv -f "$end_files.kept" "$end_files.wrote"; } 2>> "$run/transcript.log"; then
    trouble="what the installer has written could not be noted: $(last_words)"
    return 1
  fi
  rm -rf "$end_files.copied"
  rm -f "$end_files.listed" "$end_files.unsorted" "$end_files.now" "$end_files.is" "$end_files.found" "$end_files.packages" "$end_files.packages-now"
}

# compare_listings WAS IS: the lines that went and those that came.
compare_listings() {
  list_root=$list_root software=$(software_places) copied=$copied awk '
    function parent(path) { sub(/\/[^\/]*$/, "", path); return path }
    function is_software(path, i) {
      for (i = 1; i <= places; i++) if (index(path, root place[i] "/") == 1) return 1
      return 0
    }
    function is_copied(path, i) {
      for (i = 1; i <= copies; i++) if (index(path, root copy[i] "/") == 1) return 1
      return 0
    }
    # What is done about what was there and is as `now`, if it is.
    function change(path, before, now) {
      if (!is_copied(path)) return "touched"
      if (now == "") return before ~ /[dfl]/ ? "removed" : "touched"
      if (before now == "ff") return "edited"
      return before now ~ /^[fl][fl]$/ ? "replaced" : "touched"
    }
    # A folder that many share, which happened not to be there yet.
    function is_shared(path) {
      path = substr(path, length(root) + 1)
      return path ~ /^\/(bin|boot|etc|home|lib|lib32|lib64|opt|root|sbin|srv|usr|var)$/ ||
        path ~ /^\/(usr|usr\/local|usr\/X11R6|var|etc|etc\/rc\.d)\/(bin|doc|etc|games|include|init\.d|lib|lib64|libexec|local|man|opt|sbin|share|spool|src|[a-z0-9.]*\.(d|daily|hourly|weekly|monthly)|sysconfig)$/ ||
        path ~ /^\/var\/spool\/cron(\/(tabs|crontabs))?$/
    }
    BEGIN {
      root = ENVIRON["list_root"]
      places = split(ENVIRON["software"], place, " ")
      copies = split(ENVIRON["copied"], copy, " ")
    }
    {
      path = $0
      for (i = 0; i < 8; i++) path = substr(path, index(path, " ") + 1)
      if (FILENAME == ARGV[1]) was[path] = $1
      else is[path] = $1
    }
    END {
      for (path in is) if (!(path in was)) new[path] = is[path]
      for (path in new) {
        top = path
        while ((up = parent(top)) in new && !is_shared(up)) top = up
        files[top] += (new[path] != "d")
        if (top != path) continue
        if (new[path] == "d" && is_shared(path)) kind[path] = "folder"
        else if (new[path] == "d") kind[path] = is_software(path) ? "tree" : "elsewhere"
        else if (is_software(path)) kind[path] = "file"
      }
      for (path in kind) print kind[path], (kind[path] == "folder" ? 0 : files[path] + 0), path
      for (path in was) {
        if (is_software(path)) print change(path, was[path], (path in is) ? is[path] : ""), 0, path
      }
    }' "$1" "$2"
}

# keep_copies NUMBER: reads and writes lines of NUMBER.wrote, and keeps what is needed to put files in /etc back.
keep_copies() {
  copies=0
  while IFS= read -r written_line; do
    split_written "$written_line"
    case $written_kind in
      file)
        case $written_path in
          "$list_root"/etc/* | "$list_root"/var/spool/cron/*)
            if [ -f "$written_path" ] && [ ! -L "$written_path" ]; then
              copies=$(( copies + 1 ))
              cp -p "$written_path" "$run/files/$1.$copies.after" && note_copied "$1.$copies" || return 1
              true > "$run/files/$1.$copies.begun"
              written_line="placed $copies $written_raw"
            fi ;;
        esac ;;
      edited | removed | replaced)
        copies_from=$run/files/$1.copied${written_path#"$list_root"}
        if [ -e "$copies_from" ] || [ -L "$copies_from" ]; then
          copies=$(( copies + 1 ))
          # The copy stays where it is until all is noted: this may be cut off, and begin anew.
          copy_entry "$copies_from" "$run/files/$1.$copies.before" || return 1
          if [ "$written_kind" != removed ]; then
            copy_entry "$written_path" "$run/files/$1.$copies.after" || return 1
          fi
          note_copied "$1.$copies" || return 1
          true > "$run/files/$1.$copies.begun"
          written_line="$written_kind $copies $written_raw"
        else written_line="touched 0 $written_raw"; fi ;;
      elsewhere)
        # Below the fourth level nothing was listed.
        copies_below=$(find "$written_path" ! -type d -print0 | tr -cd '\000' | wc -c)
        if is_told_of "$1" "$written_path"; then written_line="tree $(( copies_below )) $written_raw"
        else written_line="beside $(( copies_below )) $written_raw"; fi ;;
    esac
    printf '%s\n' "$written_line" || return 1
  done
}

# note_copied NUMBER.K: the checksums of copies that are files. This may have been cut off before, when they were others.
note_copied() {
  rm -f "$run/files/$1.sums"
  for copied_part in before after; do
    if [ -L "$run/files/$1.$copied_part" ] || [ -d "$run/files/$1.$copied_part" ]; then return 0; fi
  done
  note_sums "$1"
}

# split_written LINE: $written_kind, $written_number and $written_path, as it really is.
split_written() {
  written_kind=${1%% *}
  written_raw=${1#* }
  written_number=${written_raw%% *}
  written_raw=${written_raw#* }
  written_path=$written_raw
  case $written_raw in
    *"$line_break"*)
      written_path=$(printf '%s.' "$written_raw" | tr '\001' '\n')
      written_path=${written_path%.} ;;
  esac
}
line_break=$(printf '\001')

# is_told_of NUMBER PATH: a start script that was laid down names it, or lies there, or a program from there runs.
is_told_of() {
  while IFS= read -r told_script <&4; do
    if names_path "$2" "$told_script"; then return 0; fi
    case $(ls -l "$told_script" 2> /dev/null) in *" -> $2/"*) return 0 ;; esac
  done 4< "$run/files/$1.scripts"
  [ -n "$(processes_of "$2")" ]
}

names_path() { # PATH FILE
  path=$1 awk '{
    while ((at = index($0, ENVIRON["path"])) > 0) {
      $0 = substr($0, at + length(ENVIRON["path"]))
      if ($0 !~ /^[A-Za-z0-9._-]/) found = 1
    }
  } END { exit !found }' "$2" 2> /dev/null
}
