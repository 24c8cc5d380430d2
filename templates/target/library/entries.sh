# A file, a link or a folder as a whole: its kind, mode and owner, and what is in it or where it leads.

# entry_words PATH: nothing when there is none.
entry_words() {
  find "$1" -prune '(' -type f -printf 'f %m %U %G' -o -type d -printf 'd %m %U %G' \
    -o -type l -printf 'l %l' -o -printf o ')' 2> /dev/null
}

# is_same_entry PATH OTHER: there, and just like the other one; what is in a folder does not count.
is_same_entry() {
  entry_is=$(entry_words "$1")
  [ -n "$entry_is" ] && [ "$entry_is" = "$(entry_words "$2")" ] || return 1
  case $entry_is in f*) cmp -s "$1" "$2" ;; esac
}

# copy_entry FROM TO: a folder without what is in it.
copy_entry() {
  rm -rf "$2"
  if [ -d "$1" ] && [ ! -L "$1" ]; then mkdir "$2" && same_rights "$1" "$2"
  else cp -a "$1" "$2"; fi
}

# same_rights FROM TO: neither is a link. The owner first: it takes away set-user-id.
same_rights() {
  chown "$(find "$1" -prune -printf '%U:%G')" "$2" && chmod "$(find "$1" -prune -printf '%m')" "$2"
}

# put_entry FROM PATH NUMBER: in the place of what is there, unless that is a folder.
put_entry() {
  if [ -d "$2" ] && [ ! -L "$2" ]; then return 1; fi
  if [ -d "$1" ] && [ ! -L "$1" ]; then
    copy_entry "$1" "$2"
    return
  fi
  rm -f "$2.gateway-setup.$3"
  cp -a "$1" "$2.gateway-setup.$3" || return 1
  # Else it would be moved into the folder that the link leads to.
  if [ -L "$2" ]; then rm -f "$2"; fi
  mv -f "$2.gateway-setup.$3" "$2"
}
