# Packages, with the manager of the server.

# package_left MANAGER NAME: installed, or broken off half-way, as after a package script that failed; or that cannot be told.
package_left() {
  case $1 in
    rpm) rpm -q "$2" > /dev/null 2>&1 && return 0 ;;
    dpkg)
      case $(dpkg-query -W -f='${Status}' "$2" 2> /dev/null) in
        '' | *' not-installed' | *' config-files') ;;
        *) return 0 ;;
      esac ;;
  esac
  if can_ask "$1" "$2"; then return 1; fi
}

# can_ask MANAGER NAME: false, and why in $ask_words, when it cannot read its own list: rpm says then of every package that it is not
# installed, with the same status.
can_ask() {
  case $1 in
    rpm) ask_words=$(rpm -q "$2" 2>&1 > /dev/null) ;;
    dpkg) ask_words=$(dpkg-query -W "$2" 2>&1 > /dev/null) ;;
  esac
  case $?:$1:$ask_words in
    1:rpm:*error:*) return 1 ;;
    0:* | 1:*) return 0 ;;
  esac
  return 1
}

package_installed() { # MANAGER NAME
  case $1 in
    rpm) rpm -q "$2" > /dev/null 2>&1 ;;
    dpkg) dpkg-query -W -f='${Status}' "$2" 2> /dev/null | grep ' installed' > /dev/null ;;
  esac
}

# can_install NUMBER MANAGER NAME: nothing of it was there when it was looked at. What is there by now is somebody else's: the manager
# may write over it, and taking that back would remove it. One that was broken off half-way is mended by being installed again.
can_install() {
  if ! package_installed "$2" "$3" && can_ask "$2" "$3"; then return 0; fi
  rm -f "$run/files/$1.ours"
  if can_ask "$2" "$3"; then
    trouble="package $3 was not there when it was looked at, and is by now: somebody else has installed it; nothing was installed over it"
  else trouble="$2 cannot read its own list of packages, so nothing was installed: $ask_words"; fi
  return 1
}

# note_ours NUMBER MANAGER NAME: from here on what there is of it is this run's to remove. Lies on the disk before the manager is called: without
# it the package would stay.
note_ours() {
  note_words "$1" ours "$2 $3" && sync && return 0
  rm -f "$run/files/$1.new"
  trouble="that package $3 is installed by this run could not be noted in $run/files; nothing was installed"
  return 1
}

# is_ours NUMBER: this run has called the manager to install it. Any other is somebody else's, and stays.
is_ours() {
  [ -s "$run/files/$1.ours" ] || was_done "$1"
}

install_package() { # MANAGER FILE NAME
  printf '# install %s\n' "$2" >> "$run/transcript.log"
  (
    umask 022
    cd /
    case $1 in
      rpm) exec rpm -ivh "$2" ;;
      dpkg) exec dpkg -i "$2" ;;
    esac
  ) >> "$run/transcript.log" 2>&1 < /dev/null
  install_code=$?
  if [ "$install_code" -ne 0 ] || ! package_installed "$1" "$3"; then
    trouble="$1 could not install $2: $(last_words)"
    return 1
  fi
}

remove_package() { # MANAGER NAME
  if ! package_left "$1" "$2"; then
    say "  package $2: not installed, as before"
    return 0
  fi
  (
    umask 022
    cd /
    case $1 in
      rpm) exec rpm -e "$2" ;;
      dpkg) exec dpkg -P "$2" ;;
    esac
  ) >> "$run/transcript.log" 2>&1 < /dev/null
  if package_left "$1" "$2"; then
    say "  package $2: could NOT be removed: $(last_words)"
    return 1
  fi
  say "  package $2: removed"
}
