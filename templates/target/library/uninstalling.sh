# Whether what an installer has written can be taken away. $installs has the numbers of all installers of this run.

# can_uninstall NUMBER [PATH...]: everything that may stand in the way. The PATHs are edited by this run as well; that they are
# as it left them is looked at there.
can_uninstall() {
  if [ ! -e "$run/files/$1.begun" ]; then return 0; fi
  can_number=$1
  shift
  can_late=no
  if [ ! -e "$run/files/$can_number.wrote" ]; then can_late=yes; fi
  if ! end_installer "$can_number"; then
    say "  $trouble"
    return 1
  fi
  # Found out this late, something that others have put there since may be among it: that is for a person to see first.
  if [ "$can_late" = yes ]; then
    say "  The run was cut off, so what its installer wrote was found out only now. This would be taken away or put back:"
    each_written "$can_number" tell_written
    say "  Keep what is not the installer's elsewhere; then run this again."
    return 1
  fi
  can_edited=$(printf '%s\n' "$@")
  each_written "$can_number" can_unwrite
}

# each_written NUMBER FUNCTION: FUNCTION NUMBER for each line of what was written, which stands in $written_...; all, even
# when one fails.
each_written() {
  each_code=0
  while IFS= read -r written_line <&3; do
    split_written "$written_line"
    "$2" "$1" || each_code=1
  done 3< "$run/files/$1.wrote"
  return "$each_code"
}

tell_written() { # NUMBER
  case $written_kind in
    beside | touched) ;;
    *) say "    $written_path" ;;
  esac
}

can_unwrite() { # NUMBER
  is_copy_whole "$1" || return 1
  case $written_kind in
    tree)
      if [ ! -e "$written_path" ] && [ ! -L "$written_path" ]; then return 0; fi
      may_go "$written_path" ;;
    placed)
      if is_known_as "$written_path" after; then return 0; fi
      printf '%s\n' "$can_edited" | grep -F -x -e "$written_path" > /dev/null && return 0
      can_unplace "$1.$written_number" "$written_path" ;;
    edited)
      if is_known_as "$written_path" after || is_known_as "$written_path" before; then return 0; fi
      printf '%s\n' "$can_edited" | grep -F -x -e "$written_path" > /dev/null && return 0
      can_restore "$written_path" "$1.$written_number" ;;
    replaced)
      if [ ! -e "$written_path" ] && [ ! -L "$written_path" ]; then return 0; fi
      for can_copy in before after; do
        if is_same_entry "$written_path" "$run/files/$1.$written_number.$can_copy"; then return 0; fi
      done
      say "  $written_path: changed by somebody since, so it is not put back."
      say "    before this run: $run/files/$1.$written_number.before   as it was left: $run/files/$1.$written_number.after"
      say "    To give that change up: rm $written_path"
      return 1 ;;
  esac
}

# is_copy_whole NUMBER: what lies beside the journal of a file in /etc is what was laid there; of links and folders nothing is noted.
is_copy_whole() {
  case $written_kind in placed | edited | removed | replaced) ;; *) return 0 ;; esac
  [ -s "$run/files/$1.$written_number.sums" ] || return 0
  if [ "$written_kind" = removed ] && [ -e "$written_path" ]; then return 0; fi
  can_trust "$1.$written_number" "$written_path"
}

# is_known_as PATH after|before: as one of the installers of this run found it, or left it.
is_known_as() {
  if [ -L "$1" ]; then return 1; fi
  for known_copy in $(copies_of "$1"); do
    if cmp -s "$1" "$run/files/$known_copy.$2"; then return 0; fi
  done
  return 1
}

# copies_of PATH: the names of its copies, NUMBER.K.
copies_of() {
  for copies_number in $installs; do
    path=$(printf '%s' "$1" | tr '\n' '\001') awk -v number="$copies_number" '
      $1 == "edited" || $1 == "placed" || $1 == "removed" || $1 == "replaced" {
        name = number "." $2
        sub(/^[^ ]* [^ ]* /, "")
        if ($0 == ENVIRON["path"]) print name
      }' "$run/files/$copies_number.wrote" 2> /dev/null
  done
}

# may_go PATH: a folder that can be taken away with all that is in it: itself, not what a link leads to; no mount point and
# none in it; nothing that many share; not this run.
may_go() {
  may_trouble=
  may_parent=${1%/*}
  if [ -L "$1" ]; then may_trouble='it is a symbolic link now'
  elif ! is_straight "$may_parent"; then
    may_trouble='the folder that it lies in is reached by another way now'
  elif mount_points | path=$1 awk '{ gsub(/\\040/, " "); gsub(/\\011/, "\t"); gsub(/\\012/, "\n"); gsub(/\\134/, "\\") }
    $0 == ENVIRON["path"] || index($0, ENVIRON["path"] "/") == 1 { found = 1 } END { exit !found }'; then
    may_trouble='something is mounted there'
  fi
  case $1 in
    *//* | */./* | */../* | */. | */.. | '' | / | [!/]*) may_trouble='that is no path of a folder of its own' ;;
    /bin | /boot | /dev | /etc | /home | /lib | /lib32 | /lib64 | /opt | /proc | /root | /sbin | /srv | /sys | /tmp | /usr | /var | \
      /usr/bin | /usr/lib | /usr/lib64 | /usr/local | /usr/sbin | /usr/share | /var/lib | /var/opt | /etc/init.d | /etc/rc.d)
      may_trouble='that is a folder of the system' ;;
  esac
  case $(cd "$run" && pwd -P)/ in "$1"/*) may_trouble='this run is kept there' ;; esac
  [ -n "$may_trouble" ] || return 0
  say "  $1: NOT removed, $may_trouble."
  return 1
}

# is_straight FOLDER: no link leads there.
is_straight() {
  [ "$(cd "$1/" 2> /dev/null && pwd -P)" = "${1:-/}" ]
}

ready_uninstall() { # NUMBER
  if [ ! -e "$run/files/$1.wrote" ]; then return 0; fi
  each_written "$1" ready_unwrite
}

ready_unwrite() { # NUMBER
  if [ "$written_kind" = edited ]; then ready_file "$1.$written_number" "$written_path"; fi
}

clear_uninstall() { # NUMBER
  if [ ! -e "$run/files/$1.wrote" ]; then return 0; fi
  each_written "$1" clear_unwrite
}

clear_unwrite() { # NUMBER
  rm -f "$written_path.gateway-setup.$1.$written_number" || uncleared=yes
}
