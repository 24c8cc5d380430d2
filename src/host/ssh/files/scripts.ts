import { lines, type ShellFragment, sh } from '../../shell.js';

/** Status of `receiveFragment`: what lies there is not what was sent. */
export const notWhatWasSent = 3;

export interface Upload {
  /** Where it goes in the end; an absolute path. */
  readonly path: string;
  readonly mode: number;
  readonly size: number;
  /** In hexadecimal digits. SHA-1: sha256sum is not on servers of the period (facts 3.5), and this is against accidents. */
  readonly sha1: string;
  /** Sets the name of this upload apart; letters and digits. */
  readonly token: string;
  /** Somebody else's file from which root copies; without it the file is written beside `path` by whom this runs as. */
  readonly source: string | undefined;
}

/** The name beside `path` that nobody else uses. */
export function besideName({ path, token }: Pick<Upload, 'path' | 'token'>): string {
  return `${path}.gateway-setup.upload-${token}`;
}

/**
 * Looks whether the file can be written, says `ready`, waits for the word `go`, then moves what has arrived over. Its
 * input ends when nobody is there any more: then nothing is left. A mend of what an earlier one could not remove,
 * being killed, comes with the next upload.
 */
export function receiveFragment(upload: Upload): ShellFragment {
  return lines(
    sh`
target=${upload.path}
if [ -d "$target" ]; then
  printf 'it is a folder\n' >&2
  exit 1
fi
umask 077
new=${besideName(upload)}
trap 'rm -f "$new"' EXIT
trap 'exit 1' HUP INT TERM
rm -f "$target".gateway-setup.upload-*
set -C
exec 3> "$new" || exit 1`,
    upload.source === undefined ? letGo : sh``,
    sh`
printf 'ready\n'
answer=
while [ "$answer" != go ]; do read -r answer || exit 1; done`,
    upload.source === undefined ? sh`` : copyFrom(upload.source),
    check(upload),
    sh`chmod ${upload.mode.toString(8)} "$new" && sync && mv -f "$new" "$target"`,
  );
}

/** It can be written: SFTP makes it anew, for it opens no file that is already there. */
const letGo = sh`
exec 3>&-
rm -f "$new"`;

/**
 * The file is open since before anybody could know its name, so that root writes through no link; whose content is read does not
 * matter, for only what has the right sum is kept.
 */
function copyFrom(source: string): ShellFragment {
  return sh`
source=${source}
if [ -h "$source" ] || [ ! -f "$source" ]; then
  printf 'what was sent is not there\n' >&2
  exit ${notWhatWasSent}
fi
cat < "$source" >&3 || exit 1
exec 3>&-`;
}

/** Without `sha1sum` the size has to do, where nobody else had a hand in it. */
function check({ size, sha1, source }: Upload): ShellFragment {
  return sh`
if [ -h "$new" ] || [ "$(stat -c %s "$new" 2> /dev/null)" != ${size} ]; then
  printf 'not all of it arrived\n' >&2
  exit ${notWhatWasSent}
fi
sum=$(sha1sum < "$new" 2> /dev/null) || sum=${source === undefined ? sha1 : 'unknown'}
case $sum in
  ${sha1}*) ;;
  *)
    printf 'something else arrived than was sent\n' >&2
    exit ${notWhatWasSent} ;;
esac`;
}

/** A folder of the user who logs in that is there for as long as somebody holds this. Nobody else can look into it. */
export function privateFolderFragment(folder: string): ShellFragment {
  return sh`
umask 077
folder=${folder}
mkdir "$folder" || exit 1
trap 'rm -f "$folder/content"; rmdir "$folder"' EXIT
trap 'exit 1' HUP INT TERM
printf 'ready\n'
while read -r answer; do :; done`;
}
