# Changes that AXIGEN makes to its own file while it runs.

# begin_live NUMBER PATH EXPECTED: a service that runs is about to write PATH itself. EXPECTED is what it must be now.
begin_live() {
  if [ -L "$2" ] || ! cmp -s "$2" "$3"; then
    trouble="$2 is not what it was when it was looked at; nothing was changed"
    return 1
  fi
  if ! { cp -p "$2" "$run/files/$1.new" && mv -f "$run/files/$1.new" "$run/files/$1.before"; } \
    2>> "$run/transcript.log"; then
    trouble="$2 could not be copied for safety: $(last_words)"
    return 1
  fi
  has_room "$1" "$2" || return 1
  sync
}

# has_room NUMBER PATH: for PATH written anew and once more for the way back; a full disk is found before a service
# is told anything.
has_room() {
  rm -f "$2.gateway-setup.$1"
  if { cat "$2" "$2" > "$2.gateway-setup.$1"; } 2>> "$run/transcript.log"; then
    rm -f "$2.gateway-setup.$1"
    return 0
  fi
  rm -f "$2.gateway-setup.$1"
  trouble="there is no room to write $2 anew; nothing was changed"
  return 1
}

# end_live NUMBER PATH: what the service has written is from now on what this run left.
end_live() {
  { cp -p "$2" "$run/files/$1.new" && mv -f "$run/files/$1.new" "$run/files/$1.after"; } \
    2>> "$run/transcript.log" && sync && return 0
  trouble="$2 could not be copied: $(last_words)"
  return 1
}

# was_cut_off NUMBER: a service was to write the file itself, and nobody has noted what it wrote.
was_cut_off() {
  [ -e "$run/files/$1.begun" ] && [ ! -e "$run/files/$1.after" ]
}
