# Taking away what an installer has written, and what it has started.

# uninstall NUMBER [SCRIPT...]: what the installer has started is stopped, what it has written is taken away.
uninstall() {
  un_number=$1
  un_patience=0
  un_removed=no
  shift
  if [ ! -e "$run/files/$un_number.begun" ]; then
    say "  the installer was never run"
    return 0
  fi
  for un_script in "$@"; do
    if [ -x "$un_script" ]; then
      run_service "$un_script" stop
      un_patience=$patience
    fi
  done
  each_written "$un_number" end_programs && remove_packages "$un_number" && each_written "$un_number" unwrite || return 1
  un_folders=$(sed -n 's/^folder 0 //p' "$run/files/$un_number.wrote" | sort -r)
  printf '%s\n' "$un_folders" | while IFS= read -r un_folder; do
    if [ -n "$un_folder" ] && rmdir "$un_folder" 2> /dev/null; then say "  $un_folder: removed"; fi
  done
}

# end_programs: what still runs from a folder that goes is asked to end, and is killed when it does not.
end_programs() {
  [ "$written_kind" = tree ] && [ -n "$(processes_of "$written_path")" ] || return 0
  if ! wait_until "$un_patience" none_of "$written_path"; then
    kill $(processes_of "$written_path") 2> /dev/null
    if ! wait_until 10 none_of "$written_path"; then
      kill -9 $(processes_of "$written_path") 2> /dev/null
      if ! wait_until 5 none_of "$written_path"; then
        say "  $written_path: NOT removed, a program from there cannot be ended"
        return 1
      fi
    fi
  fi
}

none_of() {
  [ -z "$(processes_of "$1")" ]
}

# remove_packages NUMBER: all at once, or one that needs another would stand in the way.
remove_packages() {
  for remove_manager in rpm dpkg; do
    set -- "$1"
    for remove_name in $(sed -n "s/^package 0 $remove_manager://p" "$run/files/$1.wrote"); do
      if package_left "$remove_manager" "$remove_name"; then set -- "$@" "$remove_name"; fi
    done
    [ "$#" -gt 1 ] || continue
    remove_number=$1
    shift
    (
      umask 022
      cd /
      case $remove_manager in
        rpm) exec rpm -e "$@" ;;
        dpkg) exec dpkg -P "$@" ;;
      esac
    ) >> "$run/transcript.log" 2>&1 < /dev/null
    for remove_name in "$@"; do
      if package_left "$remove_manager" "$remove_name"; then
        say "  package $remove_name: could NOT be removed: $(last_words)"
        return 1
      fi
      un_removed=yes
      say "  package $remove_name: removed"
    done
    set -- "$remove_number"
  done
}

unwrite() { # NUMBER
  case $written_kind in
    tree)
      if [ ! -e "$written_path" ] && [ ! -L "$written_path" ]; then
        say "  $written_path: not there, as before"
        return 0
      fi
      may_go "$written_path" || return 1
      rm -rf "$written_path" 2>> "$run/transcript.log"
      say_gone "$written_path" ;;
    placed) unplace_file "$1.$written_number" "$written_path" ;;
    file)
      if [ -d "${written_path%/*}" ] && ! is_straight "${written_path%/*}"; then
        say "  $written_path: NOT removed, the folder that it lies in is reached by another way now."
        return 1
      fi
      # What has become a folder is not what was written.
      rm -f "$written_path" 2>> "$run/transcript.log"
      say_gone "$written_path" ;;
    edited) unedit "$1.$written_number" ;;
    removed)
      if [ -e "$written_path" ] || [ -L "$written_path" ]; then
        say "  $written_path: there again, left as it is"
        return 0
      fi
      put_back "$1.$written_number" ;;
    replaced)
      if is_same_entry "$written_path" "$run/files/$1.$written_number.before"; then
        say "  $written_path: as it was before"
        return 0
      fi
      put_back "$1.$written_number" ;;
  esac
}

put_back() { # NUMBER.K
  put_entry "$run/files/$1.before" "$written_path" "$1" 2>> "$run/transcript.log" && say "  $written_path: put back" && return 0
  say "  $written_path: could NOT be put back: $(last_words)"
  return 1
}

unedit() { # NUMBER.K
  unedit_found=$(entry_words "$written_path")
  # That it was as the installer left it was seen before the packages went: what it is now came of that.
  if [ "$un_removed" = yes ] && [ ! -L "$written_path" ] && ! is_known_as "$written_path" after \
    && ! is_known_as "$written_path" before; then
    rm -f "$written_path.gateway-setup.$1"
    if [ -e "$written_path" ]; then keep_found "$1" "$written_path" || return 1; fi
    put_back "$1"
    return
  fi
  restore_file "$1" "$written_path" || return 1
  # The contents may never have changed, but the rights.
  [ "$unedit_found" = "$(entry_words "$run/files/$1.after")" ] || return 0
  same_rights "$run/files/$1.before" "$written_path" 2>> "$run/transcript.log" && return 0
  say "  $written_path: its mode and owner could NOT be put back: $(last_words)"
  return 1
}

say_gone() { # PATH
  if [ -e "$1" ] || [ -L "$1" ]; then
    say "  $1: could NOT be removed: $(last_words)"
    return 1
  fi
  say "  $1: removed"
}
