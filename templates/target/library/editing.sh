# Replacing a file by writing beside it and renaming.

# prepare_edit NUMBER PATH FROM [VIA]: everything that can fail for want of space or rights, before any service is touched. FROM is the
# file as it will be just before: PATH, or the new file of an edit before. VIA is how the server names PATH, where links lead there.
prepare_edit() {
  can_replace "$1" "$2" || return 1
  still_leads "$4" "$2" || return 1
  if ! cmp -s "$3" "$run/files/$1.before"; then
    trouble="$2 is not what it was when it was looked at; nothing was written over it"
    return 1
  fi
  # The copy gets the owner, the mode and the time of the file, too; it is never half there.
  if ! { cp -p "$3" "$run/files/$1.new" && cmp -s "$run/files/$1.new" "$run/files/$1.before" \
    && mv -f "$run/files/$1.new" "$run/files/$1.before" \
    && lay_beside "$1" "$2" "$run/files/$1.before" "$run/files/$1.after" "$3" && note_sums "$1"; } 2>> "$run/transcript.log"; then
    rm -f "$run/files/$1.new" "$2.gateway-setup.$1"
    trouble="the new $2 could not be written beside it: $(last_words)"
    return 1
  fi
  if rights_agree "$3" "$2.gateway-setup.$1" \
    && [ "$(extras_of "$3")" = "$(extras_of "$2.gateway-setup.$1")" ]; then return 0; fi
  rm -f "$2.gateway-setup.$1"
  trouble="the new $2 could not be given the owner, mode, access control list and attributes of the old one; nothing was written over it"
  return 1
}

# lay_beside NUMBER PATH OWNED BYTES LIKE: the new PATH, with the bytes of BYTES, owner and mode of OWNED, and what LIKE has beyond
# these. Some folders belong to the user of a service, who could put a link there while it is written by root: so it is made in the
# folder of the run, in which nobody else can write, and comes beside PATH whole, by one rename or by mv's own copy.
lay_beside() {
  rm -f "$2.gateway-setup.$1"
  cp -p "$3" "$run/files/$1.new" && cat "$4" > "$run/files/$1.new" || return 1
  same_extras "$5" "$run/files/$1.new"
  bring_beside "$1" "$2" "$4"
}

# bring_beside NUMBER PATH BYTES: what was made in the folder of the run comes there, by a name that was cleared before.
bring_beside() {
  # Into a folder, or a link to one, it would be moved.
  if [ -e "$2.gateway-setup.$1" ] || [ -L "$2.gateway-setup.$1" ]; then return 1; fi
  mv -f "$run/files/$1.new" "$2.gateway-setup.$1" && is_laid "$1" "$2" "$3"
}

# is_laid NUMBER PATH BYTES
is_laid() {
  if [ -L "$2.gateway-setup.$1" ] || [ ! -f "$2.gateway-setup.$1" ]; then return 1; fi
  cmp -s "$3" "$2.gateway-setup.$1"
}

# mark_begun NUMBER: from here on undo.sh has to look after this change.
mark_begun() {
  # Not `:`: when a redirection of a special builtin fails, a POSIX shell ends, and nobody would put anything back.
  true > "$run/files/$1.begun" && return 0
  trouble="$run/files/$1.begun could not be written"
  return 1
}

commit_edit() { # NUMBER PATH [VIA]
  still_leads "$3" "$2" || return 1
  if [ -L "$2" ] || ! is_straight "${2%/*}" || ! cmp -s "$2" "$run/files/$1.before" \
    || ! rights_agree "$2" "$2.gateway-setup.$1"; then
    trouble="$2 was changed by somebody else in the meantime; nothing was written over it"
    return 1
  fi
  if ! is_laid "$1" "$2" "$run/files/$1.after"; then
    trouble="what was to replace $2 was changed by somebody else in the meantime; nothing was written over it"
    return 1
  fi
  mark_begun "$1" || return 1
  mv -f "$2.gateway-setup.$1" "$2" 2>> "$run/transcript.log" && return 0
  trouble="$2 could not be replaced: $(last_words)"
  return 1
}
