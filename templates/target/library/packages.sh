# Packages, with the manager of the server.

# package_left MANAGER NAME: installed, or broken off half-way, as after a package script that failed.
package_left() {
  case $1 in
    rpm) rpm -q "$2" > /dev/null 2>&1 ;;
    dpkg)
      case $(dpkg-query -W -f='${Status}' "$2" 2> /dev/null) in
        '' | *' not-installed' | *' config-files') return 1 ;;
      esac ;;
  esac
}

package_installed() { # MANAGER NAME
  case $1 in
    rpm) rpm -q "$2" > /dev/null 2>&1 ;;
    dpkg) dpkg-query -W -f='${Status}' "$2" 2> /dev/null | grep ' installed' > /dev/null ;;
  esac
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
