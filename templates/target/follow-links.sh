# gs_follow PATH: $gs_real becomes the same file by a path without a symbolic link, or where a dangling link leads. Fails where a
# folder is not there or may not be entered, or after as many links as Linux follows. There was no `readlink -f` in 2003: `ls -l` names where a
# link leads, and not to a terminal it does so byte for byte. The x keeps newlines at the end of a name.
gs_asked=
gs_follow() {
  gs_real=$1
  gs_links=
  while :; do
    gs_name=${gs_real##*/}
    # One file after the other of the same folder is asked for.
    if [ "$gs_asked" != "${gs_real%/*}/" ]; then
      gs_asked=${gs_real%/*}/
      gs_folder=$(cd -P -- "$gs_asked" 2>/dev/null && pwd -P && printf x) || { gs_asked=; return 1; }
      gs_folder=${gs_folder%?x}
      case $gs_folder in /) gs_folder= ;; //*) gs_folder=${gs_folder#/} ;; esac
    fi
    gs_real=$gs_folder/$gs_name
    [ -L "$gs_real" ] || return 0
    gs_links=x$gs_links
    [ "${#gs_links}" -le 40 ] || return 1
    gs_line=$(QUOTING_STYLE=literal ls -ld -- "$gs_real" 2>/dev/null && printf x) || return 1
    gs_line=${gs_line%?x}
    gs_line=${gs_line#*"$gs_real -> "}
    case $gs_line in
      /*) gs_real=$gs_line ;;
      *) gs_real=$gs_folder/$gs_line ;;
    esac
  done
}
