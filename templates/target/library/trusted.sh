# Whether somebody else than root could have put there what root is about to read or to run.

# untrusted PATH...: a sentence about each that is a link, belongs to somebody else than root or whoever runs this, or may be
# written by others. Nothing about what is not there. ls tells it everywhere; stat has not the same options everywhere.
untrusted() {
  LC_ALL=C ls -ldn "$@" 2> /dev/null | me=$(id -u) awk '
    function tell(words, mend) { printf "%s %s; to mend that: %s %s\n", name, words, mend, name }
    {
      name = $0
      for (field = 1; field <= 8; field++) sub(/^[^ ]+ +/, "", name)
      if ($1 ~ /^l/) {
        sub(/ -> /, " is a symbolic link to ", name)
        print name
      } else if ($1 !~ /^[-d]/) tell("is neither a file nor a folder", "ls -ld")
      else if ($3 != 0 && $3 != ENVIRON["me"]) tell("belongs to the user with the number " $3, "chown root")
      else if ($1 ~ /^........w/) tell("may be written by everybody", "chmod go-w")
      else if ($1 ~ /^.....w/) tell("may be written by its group", "chmod go-w")
    }'
}

# untrusted_run FOLDER: the same about a run, and about the folders above it that are ours. What lies in files/ keeps the owners of
# the files that it is copied from; nobody else gets there, but a link would lead away from there.
untrusted_run() {
  untrusted "${1%/*/*}" "${1%/*}" "$1" "$1/files" "$1/undo.sh" "$1/journal.jsonl" "$1/answers.ini" "$1/sequence"
  for trusted_path in "$1"/files/*; do
    if [ -L "$trusted_path" ] && ! is_copied_link "$trusted_path"; then printf '%s is a symbolic link\n' "$trusted_path"; fi
  done
}

# is_copied_link PATH: as an installer left it, or found it, in /etc: NUMBER.K.before or .after. Of a file there would be checksums.
is_copied_link() {
  case ${1##*/} in
    [0-9]*.[0-9]*.before | [0-9]*.[0-9]*.after) [ ! -e "${1%.*}.sums" ] ;;
    *) return 1 ;;
  esac
}

# trusted_folder FOLDER: made where it is not; false, and a sentence about it, when it is somebody else's to change.
trusted_folder() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then mkdir -p "$1" || return 1; fi
  trusted_words=$(untrusted "$1")
  [ -n "$trusted_words" ] || return 0
  printf '%s\n' "$trusted_words"
  return 1
}
