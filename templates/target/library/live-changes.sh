# Changes that AXIGEN makes to its own file while it runs.

# begin_live NUMBER PATH EXPECTED [VIA]: a service that runs is about to write PATH itself. EXPECTED is what it must be now; VIA is how
# the service names it, where links lead there.
begin_live() {
  can_replace "$1" "$2" || return 1
  still_leads "$4" "$2" || return 1
  if ! cmp -s "$2" "$3"; then
    trouble="$2 is not what it was when it was looked at; nothing was changed"
    return 1
  fi
  if ! { cp -p "$2" "$run/files/$1.new" && cmp -s "$2" "$run/files/$1.new" && mv -f "$run/files/$1.new" "$run/files/$1.before"; } \
    2>> "$run/transcript.log"; then
    trouble="$2 could not be copied for safety: $(last_words)"
    return 1
  fi
  has_room "$1" "$2" || return 1
  if ! note_sums "$1"; then
    trouble="the checksum of $2 could not be noted; nothing was changed"
    return 1
  fi
  sync
}

# has_room NUMBER PATH: for PATH written anew and once more for the way back; a full disk is found before a service
# is told anything.
has_room() {
  rm -f "$2.gateway-setup.$1"
  # A link that somebody puts there meanwhile is not written through.
  if ( set -C; cat "$2" "$2" > "$2.gateway-setup.$1" ) 2>> "$run/transcript.log"; then
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
    2>> "$run/transcript.log" && note_rights "$1" "$2" && note_sums "$1" && sync && return 0
  trouble="$2 could not be copied: $(last_words)"
  return 1
}

# was_cut_off NUMBER: a service was to write the file itself, and nobody has noted what it wrote. It is noted once its checksum is.
was_cut_off() {
  [ -e "$run/files/$1.begun" ] || return 1
  [ -e "$run/files/$1.after" ] || return 0
  [ -s "$run/files/$1.sums" ] || return 1
  sum_noted "$1" after
  [ -z "$noted" ]
}
