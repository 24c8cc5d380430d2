# Owner and mode of a file that is taken back: what somebody has changed of these since stays, unless it was decided otherwise.

# plain_rights PATH: kind and mode, owner, group, in $rights; without the signs of an access control list or a context, which not every
# copy has. Empty when that cannot be told.
plain_rights() {
  rights_of "$1"
  set -- $rights
  [ "$#" -eq 0 ] || rights="${1%${1#??????????}} $2 $3"
}

# plain_rights_agree PATH PATH
plain_rights_agree() {
  plain_rights "$1"
  rights_first=$rights
  plain_rights "$2"
  [ "$rights" = "$rights_first" ]
}

# note_rights NUMBER PATH: as the change leaves them, where it does not keep those that there were.
note_rights() {
  plain_rights "$2"
  printf '%s\n' "$rights" > "$run/files/$1.rights"
}

left_rights() { # NUMBER: in $rights
  if [ -s "$run/files/$1.rights" ]; then rights=$(cat "$run/files/$1.rights")
  else plain_rights "$run/files/$1.before"; fi
}

# rights_changed NUMBER PATH: they are not as the change left them. Of one that was cut off nobody knows how it left them.
rights_changed() {
  if was_cut_off "$1" || [ -L "$2" ] || [ ! -f "$2" ] || [ ! -e "$run/files/$1.before" ]; then return 1; fi
  plain_rights "$2"
  rights_now=$rights
  left_rights "$1"
  [ "$rights_now" != "$rights" ]
}

# keep_rights NUMBER PATH: what is laid beside it gets the owner and the mode of today, where somebody has changed them. Each of several
# changes of a file is taken back by itself, so this is known only now.
keep_rights() {
  rights_changed "$1" "$2" || return 0
  lay_beside "$1" "$2" "$2" "$run/files/$1.before" "$2" 2>> "$run/transcript.log"
}

# tell_rights NUMBER PATH: its contents are as before the change; what is not, is said, and noted for whoever checks.
tell_rights() {
  rm -f "$run/files/$1.rights-stay"
  if [ -L "$2" ] || [ ! -f "$2" ] || [ ! -e "$run/files/$1.before" ]; then return 0; fi
  if plain_rights_agree "$run/files/$1.before" "$2"; then return 0; fi
  printf '%s\n' "$rights" > "$run/files/$1.rights-stay"
  say "    Mode and owner were changed by somebody, and stay: $rights. Before this run: $rights_first"
}

# rights_are_right NUMBER PATH: as before the change, or as they were to stay.
rights_are_right() {
  plain_rights_agree "$run/files/$1.before" "$2" || [ "$rights" = "$(cat "$run/files/$1.rights-stay" 2> /dev/null)" ]
}

# look_at_rights PATH NUMBERS...: for whoever only looks, a line when somebody has changed them after one of these changes of the file:
# before, as left, now, the path.
look_at_rights() {
  [ -n "$gateway_setup_look" ] || return 0
  look_path=$1
  shift
  if [ -L "$look_path" ] || [ ! -f "$look_path" ]; then return 0; fi
  look_first=
  look_left=
  look_other=no
  for look_number in "$@"; do
    case " $undo_changes " in *" $look_number "*) ;; *) continue ;; esac
    if [ ! -e "$run/files/$look_number.begun" ] || [ ! -e "$run/files/$look_number.before" ]; then continue; fi
    if was_cut_off "$look_number"; then return 0; fi
    plain_rights "$run/files/$look_number.before"
    [ -n "$look_first" ] || look_first=$rights
    if [ -n "$look_left" ] && [ "$look_left" != "$rights" ]; then look_other=yes; fi
    left_rights "$look_number"
    look_left=$rights
  done
  plain_rights "$look_path"
  look_now=$rights
  if [ -z "$look_first" ] || [ "$look_now" = "$look_first" ]; then return 0; fi
  if [ "$look_now" = "$look_left" ] && [ "$look_other" = no ]; then return 0; fi
  printf '@rights %s | %s | %s | %s\n' "$look_first" "$look_left" "$look_now" "$look_path"
}
