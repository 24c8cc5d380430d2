# Replacing a file by writing beside it and renaming.

# same_context FROM TO: the security context, where there is one.
same_context() {
  command -v chcon > /dev/null 2>&1 || return 0
  chcon --reference="$1" "$2" 2> /dev/null
  return 0
}

# prepare_edit NUMBER PATH FROM: everything that can fail for want of space or rights, before any
# service is touched. FROM is the file as it will be just before: PATH, or the new file of an edit before.
prepare_edit() {
  if [ -L "$2" ]; then
    trouble="$2 is a symbolic link; replacing it would cut the link"
    return 1
  fi
  if ! cmp -s "$3" "$run/files/$1.before"; then
    trouble="$2 is not what it was when it was looked at; nothing was written over it"
    return 1
  fi
  # Whatever lies there under our name is not ours, and may be a link to somewhere else.
  rm -f "$2.gateway-setup.$1"
  # The copy gets the owner, the mode and the time of the file, too; it is never half there.
  if ! { cp -p "$3" "$run/files/$1.new" && mv -f "$run/files/$1.new" "$run/files/$1.before" \
    && cp -p "$3" "$2.gateway-setup.$1" \
    && cat "$run/files/$1.after" > "$2.gateway-setup.$1" \
    && cmp -s "$run/files/$1.after" "$2.gateway-setup.$1"; } 2>> "$run/transcript.log"; then
    trouble="the new $2 could not be written beside it: $(last_words)"
    return 1
  fi
  same_context "$2" "$2.gateway-setup.$1"
}

# mark_begun NUMBER: from here on undo.sh has to look after this change.
mark_begun() {
  : > "$run/files/$1.begun" && return 0
  trouble="$run/files/$1.begun could not be written"
  return 1
}

commit_edit() { # NUMBER PATH
  if ! cmp -s "$2" "$run/files/$1.before"; then
    trouble="$2 was changed by somebody else in the meantime; nothing was written over it"
    return 1
  fi
  mark_begun "$1" || return 1
  mv -f "$2.gateway-setup.$1" "$2" 2>> "$run/transcript.log" && return 0
  trouble="$2 could not be replaced: $(last_words)"
  return 1
}
