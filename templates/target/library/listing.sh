# A listing of the server's files: by it is found out what an installer has written.

# Empty: the listing begins at /.
list_root=

# Changes by itself, or is none of an installer's business.
unwatched='/proc /sys /dev /run /tmp /mnt /media /cdrom /lost+found /var/tmp /var/run /var/lock /var/log
/var/mail /var/cache /var/lib/rpm /var/lib/dpkg /var/lib/gateway-setup /etc/mtab /etc/adjtime /etc/blkid.tab /etc/cups/certs
/etc/ld.so.cache /etc/prelink.cache'
# All of /var/spool but the crontabs.
unwatched="$unwatched /var/spool/[!c]* /var/spool/c[!r]* /var/spool/cr[!o]* /var/spool/cro[!n]* /var/spool/cron[!/]*
/var/spool/cron/lastrun /var/spool/cron/atjobs /var/spool/cron/atspool"

# Where software is installed: what is new there while an installer runs is taken for its work. Elsewhere only the upper
# four levels are listed, and of what is new only a folder that the installer's start script or a program from it tells of.
software='/bin /boot /etc /lib /lib32 /lib64 /opt /sbin /usr /var/spool/cron'

# Copied before an installer is run, so that what it changes in there can be put back.
copied='/etc /var/spool/cron'

# software_places: and where those really are that are links, as an /opt to the /opt of a larger disk.
software_places() {
  for software_place in $software; do
    printf '%s\n' "$software_place"
    [ -L "$list_root$software_place" ] || continue
    software_real=$(cd "$list_root$software_place/" 2> /dev/null && pwd -P) || continue
    case $software_real in
      *[!A-Za-z0-9_./-]*) ;;
      "$list_root"/*"$software_place") printf '%s\n' "${software_real#"$list_root"}" ;;
    esac
  done
}

# The other machines' files: they are not this server's, and may keep us waiting.
far='^(nfs4?|smbfs|cifs|ncpfs|coda|afs|autofs|fuse.*)$'

# mount_points [TYPES]: one a line, where the system tells; those of the types that match.
mount_points() {
  awk -v types="${1:-.}" '$3 ~ types { print $2 }' /proc/mounts 2> /dev/null
  return 0
}

# list_files OUT NUMBER: a line for each: kind, mode, owner, group, size, times, inode, path; sorted. The times of a folder change
# with what is in it, and do not count. A newline in a path is written as the character 1.
list_files() {
  (
    # What became a mount point since the installer was begun is not the installer's, and is looked at neither.
    list_new=$(mount_points | awk -v known="$run/files/$2.mounts" '
      BEGIN { while ((getline one < known) > 0) old[one] = 1 }
      !($0 in old)')
    set -f
    set -- "$1" "$2" -path "$list_root/proc"
    # Blanks are written as \040 in there; for find, any character will do.
    for list_one in $(mount_points "$far" | sed 's/\\[0-7][0-7][0-7]/?/g') \
      $(printf '%s\n' "$list_new" | sed 's/\\[0-7][0-7][0-7]/?/g'); do
      set -- "$@" -o -path "$list_one"
    done
    for list_one in $unwatched $(cat "$run/files/$2.unwatched"); do
      set -- "$@" -o -path "$list_root$list_one"
    done
    set -- "$@" ')' -prune -o '(' '(' -path "$list_root/*/*/*/*"
    for list_one in $(software_places); do
      set -- "$@" ! -path "$list_root$list_one/*"
    done
    list_out=$1
    shift 2
    {
      find "$list_root/" '(' "$@" -prune ')' -o -true ')' \
        '(' -type d -printf 'd %m %U %G - - - - ' -o -type f -printf 'f %m %U %G %s %T@ %C@ %i ' \
        -o -type l -printf 'l - - - %s %T@ %C@ %i ' -o -printf 'o %m %U %G - - - - ' ')' -print0 2> "$list_out.errors"
      printf '%s\n' "$?" > "$list_out.code"
    } | tr '\n\000' '\001\n' | sort -T "$run/files" > "$list_out" || exit 1
    # Half a listing would make what was there before look new. That something vanishes meanwhile is no harm.
    [ "$(cat "$list_out.code")" -le 1 ] && [ -s "$list_out" ] && ! grep -v 'No such file' "$list_out.errors" > /dev/null
  )
  if [ "$?" -eq 0 ]; then
    rm -f "$1.errors" "$1.code"
    return 0
  fi
  trouble="the files of this server could not be listed: $(grep -v 'No such file' "$1.errors" 2> /dev/null | tail -n 1)"
  return 1
}

# list_packages OUT: a line for each, the manager and the name; sorted. An update is no new package.
list_packages() {
  # A list that is cut short would make what was there before look new.
  if true > "$1.all" \
    && { ! command -v rpm > /dev/null 2>&1 || rpm -qa --queryformat 'rpm %{NAME}\n' >> "$1.all"; } \
    && { ! has_dpkg || dpkg-query -W -f='dpkg ${Package} ${Status}\n' >> "$1.all"; } \
    && sed -n -e 's/^\(dpkg [^ ]*\) .* installed$/\1/p' -e '/^rpm /p' "$1.all" > "$1.named" \
    && sort -u -T "$run/files" "$1.named" > "$1"; then
    rm -f "$1.all" "$1.named"
    return 0
  fi 2>> "$run/transcript.log"
  trouble="the packages of this server could not be listed: $(last_words)"
  return 1
}

# has_dpkg: where it has no packages, because rpm is this server's manager, asking it fails.
has_dpkg() {
  command -v dpkg-query > /dev/null 2>&1 && [ -s /var/lib/dpkg/status ]
}

# processes_of FOLDER: the numbers of those whose program, or whose script, lies below it.
processes_of() {
  {
    runs_from "$1/"
    ps -e -o pid= -o args= | below=$1/ awk '{
      process = $1
      sub(/^ *[0-9]+ +/, "")
      if (index($0, ENVIRON["below"]) == 1 ||
        $1 ~ /(^|\/)(ba|da|k|a)?sh$|(^|\/)(perl|python)[0-9.]*$/ && index($2, ENVIRON["below"]) == 1) print process
    }'
  } | sort -u
}
