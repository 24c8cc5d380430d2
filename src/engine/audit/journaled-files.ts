import { type Fact, follow, present, unreadable } from '../../host/fact.js';
import { sh } from '../../host/shell.js';
import type { CommandFact } from '../../host/survey/answers.js';
import type { SurveyRequest } from '../../host/survey/request.js';
import { runsFolder } from '../run/paths.js';

/** A file that a run changed, compared on the target with what the run left and with what it found. */
export interface JournaledFile {
  /** The run's id. */
  readonly run: string;
  /** Number of the change. */
  readonly change: number;
  readonly path: string;
  /** unreadable: nobody could compare it. gone: there is no such file, whatever else may be in its place. */
  readonly state: 'as-left' | 'as-before' | 'edited' | 'gone' | 'unreadable';
  /** Seconds since 1970 at which it was last written, where it differs. */
  readonly modified?: number;
  /** What the run left and what is there now: of an edited file of moderate size. */
  readonly left?: Uint8Array;
  readonly now?: Uint8Array;
}

const requestId = 'journaled-files';

/** Larger ones are configuration of another kind; that they differ is said without the lines. */
const largest = 200_000;

/** So many edited files are told of with their contents; of those before them it is said that they were edited. */
const mostContents = 20;

/**
 * Compares journaled files in the same invocation as the survey, the latest change first: where a file is as a
 * change left it, what came before that change is settled. A path with a quote or a backslash in it is left out:
 * none of ours has one. `mark` begins every line of ours; no file can contain it by chance.
 */
export function journaledFilesRequest(mark: string): SurveyRequest {
  return {
    kind: 'command',
    id: requestId,
    script: sh`
gs_left=${mark}
gs_shown=
gs_settled=
gs_small() {
  gs_size=$(stat -L -c %s -- "$1" 2>/dev/null) && [ "$gs_size" -le ${largest} ]
}
set --
for run in ${runsFolder}/*; do
  if [ -f "$run/journal.jsonl" ] && [ ! -e "$run/taken-back" ]; then set -- "$run" "$@"; fi
done
for run in "$@"; do
  printf 'run %s\n' "$run"
  sed -n 's/^.*"event":"intent","change":\([0-9][0-9]*\),.*"path":"\([^"\\]*\)".*$/\1 \2/p' "$run/journal.jsonl" |
    sed -e '1!G' -e h -e '$!d'
done |
while read -r number path; do
  if [ "$number" = run ]; then
    run=$path
    continue
  fi
  case $number in
    ?) file=$run/files/00$number ;;
    ??) file=$run/files/0$number ;;
    *) file=$run/files/$number ;;
  esac
  case $gs_settled in *"|$path|"*) continue ;; esac
  after=$file.after
  modified=
  if [ ! -f "$path" ]; then state=gone
  elif [ ! -r "$path" ] || [ ! -r "$after" ]; then state=unreadable
  else
    cmp -s "$path" "$after"
    case $? in
      0)
        state=as-left
        gs_settled="$gs_settled|$path|" ;;
      1)
        state=edited
        if [ -r "$file.before" ] && cmp -s "$path" "$file.before"; then state=as-before; fi ;;
      *) state=unreadable ;;
    esac
  fi
  if [ "$state" = edited ] || [ "$state" = as-before ]; then
    modified=$(stat -L -c %Y -- "$path" 2>/dev/null)
  fi
  printf '%s %s %s %s %s %s\n' "$gs_left" "$state" "$number" "$modified" "$run" "$path"
  if [ "$state" = edited ] && [ "$gs_shown" != ${'x'.repeat(mostContents)} ] && gs_small "$after" && gs_small "$path"; then
    gs_shown=x$gs_shown
    cat -- "$after"
    printf '\n%s now\n' "$gs_left"
    cat -- "$path"
    printf '\n%s end\n' "$gs_left"
  fi
done`,
  };
}

/** Reads the answer to `journaledFilesRequest`. Pure. */
export function readJournaledFiles(
  command: (id: string) => Fact<CommandFact>,
  mark: string,
): Fact<readonly JournaledFile[]> {
  return follow(command(requestId), ({ code, output }) =>
    code === 0
      ? present(filesIn(Buffer.from(output), mark))
      : unreadable(`comparing with the journals ended with status ${code}`),
  );
}

const heading = /^ (as-left|as-before|edited|gone|unreadable) (\d+) (-?\d*) (\S+) (\/.*)$/;

/** latin1 keeps the bytes while the text is cut at the marks. */
function filesIn(output: Buffer, mark: string): readonly JournaledFile[] {
  const parts = output
    .toString('latin1')
    .split(new RegExp(`^${mark}`, 'm'))
    .slice(1);
  return parts.flatMap((part, index) => {
    const [head = '', body] = cutAt(part, '\n');
    const match = heading.exec(head);
    if (match === null) return [];
    const [, state = '', change, modified = '', folder = '', path = ''] = match;
    const next = parts[index + 1];
    return [
      {
        run: folder.split('/').at(-1) ?? '',
        change: Number(change),
        path: Buffer.from(path, 'latin1').toString('utf8'),
        state: state as JournaledFile['state'],
        ...(modified === '' ? {} : { modified: Number(modified) }),
        ...(next?.startsWith(' now\n') === true
          ? { left: bytesOf(body), now: bytesOf(cutAt(next, '\n')[1]) }
          : {}),
      },
    ];
  });
}

/** What stands before the newline that the mark was put after. */
function bytesOf(body: string): Uint8Array {
  return Buffer.from(body.slice(0, -1), 'latin1');
}

function cutAt(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
