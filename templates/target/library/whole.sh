# Whether what lies beside the journal still is what was laid there: a disk may lose it, a person may edit it.

# note_sums NUMBER: the checksums of .before and .after, as far as they are there, before the change is begun.
note_sums() {
  if [ -e "$run/files/$1.before" ]; then sums_noted="before $(cksum < "$run/files/$1.before")" || return 1
  else sums_noted='before none'; fi
  if [ -e "$run/files/$1.after" ]; then
    sums_noted="$sums_noted
after $(cksum < "$run/files/$1.after")" || return 1
  fi
  { printf '%s\n' "$sums_noted" > "$run/files/$1.new"; } 2>> "$run/transcript.log"
  # A full disk takes a file without its text.
  [ "$(cat "$run/files/$1.new" 2> /dev/null)" = "$sums_noted" ] && mv -f "$run/files/$1.new" "$run/files/$1.sums"
}

# sum_noted NUMBER before|after: in $noted, which is empty when nothing is noted. By the shell itself: it is asked of each copy of each change,
# again and again, and another process each time would take longer than all the rest.
sum_noted() {
  noted=
  if [ ! -f "$run/files/$1.sums" ]; then return 0; fi
  while read -r noted_part noted_sum || [ -n "$noted_part" ]; do
    if [ "$noted_part" = "$2" ]; then noted=${noted:+$noted }$noted_sum; fi
  done < "$run/files/$1.sums"
}

# is_whole NUMBER before|after: as it was noted. Where nothing is noted of .after, AXIGEN was about to write, and nobody relies on it.
is_whole() {
  whole_path=$run/files/$1.$2
  sum_noted "$1" "$2"
  case $2$noted in
    after) return 0 ;;
    before | *none) [ ! -e "$whole_path" ] ;;
    *) [ -f "$whole_path" ] && [ "$(cksum < "$whole_path")" = "$noted" ] ;;
  esac
}

# was_done NUMBER: the journal says so, whatever else is lost.
was_done() {
  whole_number=${1#0}
  grep "\"event\":\"done\",\"change\":${whole_number#0}[,}]" "$run/journal.jsonl" > /dev/null 2>&1
}

# can_trust NUMBER PATH: what lies beside the journal is enough to take the change back, and is whole. It is asked before anything
# is touched: a damaged copy must never take the place of a good file.
can_trust() {
  if [ ! -e "$run/files/$1.begun" ]; then
    was_done "$1" || return 0
    if is_as_once "$1" "$2"; then return 0; fi
    say "  $2: the journal says that it was changed, but $run/files/$1.begun, which marks that, is gone."
    say "    To have it taken back all the same: : > $run/files/$1.begun"
    return 1
  fi
  if [ ! -s "$run/files/$1.sums" ]; then
    say "  $2: $run/files/$1.sums is gone, so nobody can tell whether its earlier contents are whole."
    tell_believe "$1" "$2"
    return 1
  fi
  if ! is_whole "$1" before; then
    tell_damaged "$1" "$2" before "its earlier contents are"
    return 1
  fi
  # What is as it was before needs nothing else.
  if is_as_before "$1" "$2" || is_whole "$1" after; then return 0; fi
  tell_damaged "$1" "$2" after "whether somebody has edited it since cannot be told: what this run left is"
  return 1
}

is_as_before() { # NUMBER PATH
  if [ -e "$run/files/$1.before" ]; then cmp -s "$2" "$run/files/$1.before"
  else [ ! -e "$2" ] && [ ! -L "$2" ]; fi
}

# is_as_once NUMBER PATH: as this run found it, or left it.
is_as_once() {
  is_as_before "$1" "$2" || cmp -s "$2" "$run/files/$1.after"
}

# tell_damaged NUMBER PATH before|after WORDS: and what still can be done.
tell_damaged() {
  whole_path=$run/files/$1.$3
  if [ -e "$whole_path" ]; then say "  $2: $4 DAMAGED: $whole_path is not what was laid there."
  else say "  $2: $4 GONE: there is no $whole_path."; fi
  sum_noted "$1" "$3"
  for whole_other in "$2" "$run"/files/*.before "$run"/files/*.after; do
    if [ "$whole_other" != "$whole_path" ] && [ -f "$whole_other" ] \
      && [ "$(cksum < "$whole_other")" = "$noted" ]; then
      say "    The same lies in another place. To put it right: cp -p $whole_other $whole_path"
      return
    fi
  done
  if [ "$3" = before ]; then
    tell_believe "$1" "$2"
  elif [ -e "$run/files/$1.before" ]; then
    say "    To take it back all the same: cp -p $run/files/$1.before $2"
  else
    say "    It was not there before this run. To take it away all the same: rm $2"
  fi
}

tell_believe() { # NUMBER PATH
  sum_noted "$1" before
  if [ ! -e "$run/files/$1.before" ] && [ -e "$run/files/$1.after" ] && [ -z "$noted" ]; then
    say "    If $2 was there before this run, put what it was into $run/files/$1.before, and run this again. If it was not, to have that believed:"
    say "      (cd $run/files && { echo 'before none'; echo \"after \$(cksum < $1.after)\"; } > $1.sums)"
  else
    say "    Look at $run/files/$1.before and put into it what $2 shall be. Then, to have it believed:"
    say "      (cd $run/files && [ -e $1.before ] && for part in before after; do echo \"\$part \$(cksum < $1.\$part)\"; done > $1.sums)"
  fi
  say "    What was done after this step can be taken back by itself: sh $run/undo.sh STEP"
}

# undo_trouble FOLDER: a sentence when its undo.sh is not whole. The last line tells the checksum of all those before it.
undo_trouble() {
  if [ ! -f "$1/undo.sh" ]; then
    printf '%s/undo.sh is gone\n' "$1"
    return
  fi
  trouble_seal=$(sed -n '$p' "$1/undo.sh")
  case $trouble_seal in
    '# cksum: '*)
      [ "$trouble_seal" = "# cksum: $(sed '$d' "$1/undo.sh" | cksum)" ] ||
        printf '%s/undo.sh is not as it was written: somebody has edited it, or the disk has lost a part of it\n' "$1" ;;
    # As earlier versions ended it.
    'exit "$result"')
      if grep '^# .*The last line tells' "$1/undo.sh" > /dev/null; then printf '%s/undo.sh is cut off\n' "$1"; fi ;;
    *) printf '%s/undo.sh is cut off\n' "$1" ;;
  esac
}

# damaged_files FOLDER: the number and the name of each copy of a change that was begun and is not what was laid there.
damaged_files() {
  run=$1
  for damaged_begun in "$run"/files/*.begun; do
    damaged_number=${damaged_begun##*/}
    damaged_number=${damaged_number%.begun}
    if [ ! -e "$run/files/$damaged_number.sums" ]; then continue; fi
    for damaged_part in before after; do
      is_whole "$damaged_number" "$damaged_part" || printf '%s\n' "$run/files/$damaged_number.$damaged_part"
    done
  done
}
