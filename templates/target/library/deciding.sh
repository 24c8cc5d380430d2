# What was decided about things that are not any more as this run left them. Beside the journal, under the number of the first of
# the changes to be taken back, lie NUMBER.decided with the words FOUND WANTED and the checksum of NUMBER.merged, and
#   NUMBER.found-since   what it was decided about: the contents (FOUND is file), or where a link leads (link); nothing for gone
#   NUMBER.merged        where WANTED is merged or restored: the contents that shall be there afterwards
# WANTED is merged for these contents with the owner and the mode of today, restored for those of before this run; keep for what stays as it
# was found, gone for what is removed. For a package FOUND is its version; or the decision is about
# a service whose start script is gone, and lies in service-ID.decided. What is found otherwise than then is not decided.

# decision_of NUMBERS...: the decision about a file with these changes; of those that are taken back now the first one has it.
decision_of() {
  for decided in "$@"; do
    case " $undo_changes " in *" $decided "*) ;; *) continue ;; esac
    read_decision "$decided"
    return
  done
  return 1
}

read_decision() { # NAME
  decided_found=
  decided_wanted=
  decided_sum=
  [ -f "$run/files/$1.decided" ] && read -r decided_found decided_wanted decided_sum < "$run/files/$1.decided"
  [ -n "$decided_wanted" ] || return 1
  # A copy that was damaged is no decision.
  is_written || return 0
  [ "$(cksum < "$run/files/$1.merged")" = "$decided_sum" ]
}

# is_written: contents were decided.
is_written() {
  case $decided_wanted in merged | restored) ;; *) return 1 ;; esac
}

as_found() { # PATH
  case $decided_found in
    file) [ -f "$1" ] && [ ! -L "$1" ] && cmp -s "$1" "$run/files/$decided.found-since" ;;
    link) [ -L "$1" ] && [ "$(link_target "$1")" = "$(cat "$run/files/$decided.found-since")" ] ;;
    gone) [ ! -e "$1" ] && [ ! -L "$1" ] ;;
    *) return 1 ;;
  esac
}

as_decided() { # PATH
  case $decided_wanted in
    merged) [ -f "$1" ] && [ ! -L "$1" ] && cmp -s "$1" "$run/files/$decided.merged" ;;
    restored)
      [ -f "$1" ] && [ ! -L "$1" ] && cmp -s "$1" "$run/files/$decided.merged" \
        && plain_rights_agree "$1" "$run/files/$decided.before" ;;
    gone) [ ! -e "$1" ] && [ ! -L "$1" ] ;;
    keep) as_found "$1" ;;
    *) return 1 ;;
  esac
}

# link_target PATH: where the link leads, as it says itself.
link_target() {
  link_words=$(ls -ld "$1")
  printf '%s\n' "${link_words#*" $1 -> "}"
}

# is_decided PATH NUMBERS...: it is as it was found then, or as it shall be.
is_decided() {
  decided_path=$1
  shift
  decision_of "$@" && { as_found "$decided_path" || as_decided "$decided_path"; }
}

# ready_decided PATH: what shall be there is laid beside, with the owner and the mode that the file has today, or had before.
ready_decided() {
  if ! is_written || as_decided "$1"; then return 0; fi
  can_go_back "$decided" "$1" "$run/files/$decided.merged" || return 1
  decided_like=$1
  if [ "$decided_found" != file ] || [ "$decided_wanted" = restored ]; then decided_like=$run/files/$decided.before; fi
  lay_beside "$decided" "$1" "$decided_like" "$run/files/$decided.merged" "$decided_like" 2>> "$run/transcript.log" && return 0
  say "  $1: what was decided could NOT be written beside it: $(last_words)"
  return 1
}

# carry_out PATH: as it was decided. What was found is kept.
carry_out() {
  if as_decided "$1"; then
    rm -f "$1.gateway-setup.$decided"
    note_kept
    say "  $1: as it was decided"
    return 0
  fi
  # Into a folder that a link leads to, it would be moved.
  if is_written && [ -L "$1" ] && [ -d "$1" ]; then rm -f "$1"; fi
  case $decided_wanted in
    merged | restored) mv -f "$1.gateway-setup.$decided" "$1" ;;
    gone) rm -f "$1" ;;
  esac
  if as_decided "$1"; then
    note_kept
    say "  $1: as it was decided now. What was found is kept in $run/files/$decided.found-since"
    return 0
  fi
  say "  $1: could NOT be made what was decided"
  return 1
}

# note_kept: what is there now is not what was there before this run, so it may have a service listen elsewhere.
note_kept() {
  if is_written && cmp -s "$run/files/$decided.merged" "$run/files/$decided.before"; then return 0; fi
  if [ "$decided_wanted" = gone ]; then return 0; fi
  true > "$run/files/$decided.kept"
}

# something_was_kept NUMBERS...: of what these changes had changed, as it was decided.
something_was_kept() {
  for kept_number in "$@"; do
    if [ -e "$run/files/$kept_number.kept" ]; then return 0; fi
  done
  return 1
}

# note_version NUMBER MANAGER NAME: of the package that was installed just now.
note_version() {
  package_version "$2" "$3" > "$run/files/$1.version"
  return 0
}

package_version() { # MANAGER NAME
  case $1 in
    rpm) rpm -q "$2" 2> /dev/null ;;
    dpkg) dpkg-query -W -f='${Version}' "$2" 2> /dev/null ;;
  esac
}

# can_remove NUMBER MANAGER NAME: it is the package that this run installed, or somebody has decided about the one that is there now. One that
# this run did not install is left alone, and stands in nobody's way.
can_remove() {
  if ! is_ours "$1"; then return 0; fi
  if ! can_ask "$2" "$3"; then
    say "  package $3: whether it is there cannot be told, since $2 cannot read its own list of packages: $(printf '%s\n' "$ask_words" | sed -n 1p)"
    case $2 in
      rpm) say "    Mend that, such as with: rpm --rebuilddb" ;;
      *) say "    Mend that; this tells more: dpkg --audit" ;;
    esac
    return 1
  fi
  if [ ! -s "$run/files/$1.version" ] || ! package_left "$2" "$3"; then return 0; fi
  remove_version=$(package_version "$2" "$3")
  [ "$remove_version" != "$(cat "$run/files/$1.version")" ] || return 0
  if read_decision "$1" && [ "$decided_found" = "$remove_version" ]; then return 0; fi
  in_the_way "@package $1 $remove_version" && return 0
  say "  package $3: another version than this run installed ($(cat "$run/files/$1.version")) is there now: $remove_version. It is not removed."
  say "    To have it removed all the same: echo '$remove_version gone' > $run/files/$1.decided"
  return 1
}

undo_package() { # NUMBER MANAGER NAME
  if ! is_ours "$1"; then
    if package_left "$2" "$3"; then say "  package $3: was not installed by this run, and is left as it is"
    else say "  package $3: not installed, as before"; fi
    return 0
  fi
  if [ -s "$run/files/$1.version" ] && package_left "$2" "$3" && read_decision "$1" \
    && [ "$decided_wanted" = keep ] && [ "$decided_found" = "$(package_version "$2" "$3")" ]; then
    say "  package $3: stays, as it was decided"
    return 0
  fi
  note_package_files "$1" "$2" "$3"
  remove_package "$2" "$3" && remove_rest "$1" "$2" && remove_new_files "$1" "$2"
}

# can_serve SERVICE SCRIPT PROCESS: its start script is there, or it is neither to be stopped nor to be started, or it was decided to go on
# without it: then nothing is done about it.
can_serve() {
  if [ -e "$2" ]; then return 0; fi
  case " $to_stop $touched " in *" $1 "*) ;; *) return 0 ;; esac
  if is_running "$3"; then
    case " $to_stop " in *" $1 "*) ;; *) return 0 ;; esac
  else
    case " $running_wanted " in *" $1 "*) ;; *) return 0 ;; esac
  fi
  if read_decision "service-$1" && [ "$decided_wanted" = keep ]; then
    say "$1: its start script is gone, so it is neither stopped nor started, as it was decided"
    to_stop=$(without "$1" $to_stop)
    touched=$(without "$1" $touched)
    # Whether its ports were open before does not matter any more.
    ports_wanted=
    return 0
  fi
  in_the_way "@service $1 $3 $2" && return 0
  say "  $2: GONE since, so $1 can be neither stopped nor started."
  say "    To go on without it: echo 'gone keep $3' > $run/files/service-$1.decided"
  return 1
}

# decided_about_service [PROCESS]: it was decided to go on without its start script, or without that of any service.
decided_about_service() {
  grep "^gone keep ${1:-.*}\$" "$run"/files/service-*.decided > /dev/null 2>&1
}

without() { # WORD WORDS...
  without_word=$1
  shift
  for without_one in "$@"; do
    [ "$without_one" = "$without_word" ] || printf ' %s' "$without_one"
  done
}

# in_the_way LINE: whoever only looks is told each thing, and goes on looking.
in_the_way() {
  [ -n "$gateway_setup_look" ] && printf '%s\n' "$1"
}
