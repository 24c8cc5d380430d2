# Whether a file can be replaced by renaming, known before any service is touched.

# can_replace NUMBER PATH: a regular file of one name, in a folder that is where it was looked for and where names can change. PATH has
# no link in it: the survey has followed those that there were. Leaves nothing behind.
can_replace() {
  trouble=
  if [ -L "$2" ]; then
    trouble="$2 is a symbolic link now; replacing it would cut the link"
  elif ! is_straight "${2%/*}"; then
    trouble="${2%/*} is reached by another way than when it was looked at; nothing was written there"
  elif [ ! -f "$2" ]; then
    trouble="$2 is not what it was when it was looked at: there is no such regular file"
  else
    can_rename_over "$1" "$2" && return 0
  fi
  return 1
}

# can_rename_over NUMBER PATH: a regular file of one name, where names can change. A link may lead to its folder.
can_rename_over() {
  replace_folder=${2%/*}
  replace_trial=$2.gateway-setup.$1
  is_ours_alone "$replace_folder" || return 1
  drop_own_names "$2"
  if [ "$name_count" != 1 ]; then
    trouble="$2 has other names, too (hard links), and replacing it would part it from them. To make it a file of its own: cp -p $2 $2.copy && mv $2.copy $2"
  else
    can_change_names "$2" && return 0
  fi
  return 1
}

# still_leads VIA PATH: the links that led to PATH when it was looked at; where there were none, VIA is empty.
still_leads() {
  if [ -z "$1" ] || leads_to "$1" "$2"; then return 0; fi
  trouble="$1 does not lead to $2 any more, as it did when it was looked at; nothing was written there"
  return 1
}

leads_to() { # VIA PATH
  [ "$(stat -L -c '%d %i' "$1" 2> /dev/null)" = "$(stat -c '%d %i' "$2" 2> /dev/null)" ]
}

# tell_links VIA PATH: PATH was taken back; the links that led there are not ours, but whoever goes by them must know.
tell_links() {
  if leads_to "$1" "$2"; then return 0; fi
  say "  $1: does NOT lead to $2 any more, as it did when that was edited. It is left as it is: ls -l $1"
}

# is_ours_alone FOLDER: not everybody may rename there what belongs to others.
is_ours_alone() {
  rights_of "$1/."
  case $rights in
    ????????w[!tT]*) trouble="everybody may write in $1, so anybody could slip something else in there: chmod o-w $1" ;;
    *) return 0 ;;
  esac
  return 1
}

# drop_own_names PATH: a trial that was cut off has left the file with a second name of ours. $name_count is how many it has afterwards.
drop_own_names() {
  rights_of "$1"
  if [ "$name_count" = 1 ]; then return 0; fi
  for own_name in "$1".gateway-setup.*; do
    if [ ! -L "$own_name" ] && [ -f "$own_name" ] && [ "$(number_of "$own_name")" = "$(number_of "$1")" ]; then rm -f "$own_name"; fi
  done
  rights_of "$1"
  if [ "$name_count" = 1 ]; then return 0; fi
  # On a full disk an undo has given the file the name of the copy beside its journal (see linked): now there is room for two.
  for own_name in "${run%/*}"/*/files/*.before "${run%/*}"/*/files/*.found; do
    if [ ! -L "$own_name" ] && [ -f "$own_name" ] && [ "$(number_of "$own_name")" = "$(number_of "$1")" ]; then
      cp -p "$own_name" "$own_name.new" && mv -f "$own_name.new" "$own_name" || rm -f "$own_name.new"
    fi
  done
  rights_of "$1"
}

number_of() { # PATH
  ls -di "$1" | awk 'NR == 1 { print $1 }'
}

# can_change_names PATH: tried with an empty file, and with a second name for PATH: that an immutable or append-only file cannot get, nor
# one that something is mounted over, and those are the files that cannot be replaced. Some filesystems have no such names at all.
can_change_names() {
  rm -f "$replace_trial"
  if ! ( set -C; : > "$replace_trial" ) 2>> "$run/transcript.log"; then
    trouble="nothing can be written in $replace_folder: $(last_words)"
    return 1
  fi
  rm -f "$replace_trial" 2>> "$run/transcript.log"
  if [ -e "$replace_trial" ]; then
    trouble="names in $replace_folder can be added but not changed, so the empty file $replace_trial had to stay there: $(last_words)"
    return 1
  fi
  can_go "$1"
}

# can_go PATH: another file may take its place.
can_go() {
  if ln "$1" "$replace_trial" 2>> "$run/transcript.log"; then
    rm -f "$replace_trial"
    return 0
  fi
  if ! has_second_names && ! is_marked_fixed "$1"; then return 0; fi
  trouble="$1 is immutable or append-only (lsattr tells, chattr -ia ends it), or something is mounted over it, so it cannot be replaced"
  return 1
}

# can_go_back NUMBER PATH BYTES: the same before a service is stopped to take it back; a file that needs not be replaced may be anything.
can_go_back() {
  if [ ! -e "$run/files/$1.begun" ] || [ ! -f "$2" ] || [ -L "$2" ] || cmp -s "$2" "$3"; then return 0; fi
  replace_trial=$2.gateway-setup.$1
  rm -f "$replace_trial"
  can_go "$2" && return 0
  say "  $trouble"
  return 1
}

# Whoever the folder belongs to may put a link there meanwhile: nothing is written through one.
has_second_names() {
  rm -f "$replace_trial" "$replace_trial.2"
  ( set -C; : > "$replace_trial" ) 2> /dev/null && ln "$replace_trial" "$replace_trial.2" 2> /dev/null
  has_names=$?
  rm -f "$replace_trial" "$replace_trial.2"
  return "$has_names"
}

is_marked_fixed() { # PATH
  case $(lsattr -d "$1" 2> /dev/null | awk 'NR == 1 { print $1 }') in *[ai]*) return 0 ;; esac
  return 1
}
