import type { Host } from '../../host/host.js';
import { escapeControl } from '../../text/escape.js';
import { wroteScript } from '../apply/installer-scripts.js';

/** What an installer has written, as it was found out by comparing the server before and after. */
export interface InstallerWrote {
  /** New, each with the number of files in it where it is a folder: taken away again. */
  readonly added: readonly string[];
  /** In /etc, changed or gone: put back. */
  readonly changed: readonly string[];
  /** New packages: removed. */
  readonly packages: readonly string[];
  /** Changed or gone elsewhere: there is no copy of it. */
  readonly lost: readonly string[];
  /** New at the same time, but perhaps by somebody else: left alone. */
  readonly beside: readonly string[];
}

/** @throws UserError when the target cannot be reached; a reason in words when it cannot be found out. */
export async function readInstallerWrote(
  host: Host,
  folder: string,
  number: number,
): Promise<InstallerWrote | string> {
  const { code, stdout, stderr } = await host.run(wroteScript(folder, number), {
    shielded: true,
    timeoutMs: 60 * 60_000,
  });
  const text = stdout.toString('utf8');
  if (code === 0) return parseWrote(text);
  const words = [text, stderr.toString('utf8')].map((one) => one.trim()).find((one) => one !== '');
  return escapeControl(words ?? `the script on the server ended with status ${code}`, 500);
}

/** Reads NUMBER.wrote: lines `KIND NUMBER PATH`. Pure. */
export function parseWrote(text: string): InstallerWrote {
  const lines = text.split('\n').flatMap((line) => {
    const match = /^([a-z]+) (\d+) (.+)$/.exec(line);
    if (match === null) return [];
    const [, kind = '', count = '', path = ''] = match;
    return [{ kind, count: Number(count), path: path.replaceAll('\u0001', '\n') }];
  });
  const of = (...kinds: readonly string[]) => lines.filter(({ kind }) => kinds.includes(kind));
  const paths = (...kinds: readonly string[]) => of(...kinds).map(({ path }) => path);
  return {
    added: of('tree', 'folder', 'file', 'placed').map(({ kind, count, path }) =>
      kind === 'tree' ? `${path} (${files(count)})` : path,
    ),
    changed: paths('edited', 'removed', 'replaced'),
    packages: paths('package').map((one) => one.replace(/^[a-z]+:/, '')),
    lost: paths('touched'),
    beside: of('beside').map(({ count, path }) => `${path} (${files(count)})`),
  };
}

function files(count: number): string {
  return `${count} file${count === 1 ? '' : 's'}`;
}

/** So many of a list are named. */
const most = 40;

/** What it has written, line by line. Pure. */
export function wroteSentences(wrote: InstallerWrote): readonly string[] {
  const lines = lists([
    ['The installer wrote', wrote.added],
    ['The installer changed', wrote.changed],
    ['The installer installed the packages', wrote.packages],
    ['Changed meanwhile, and a rollback cannot put it back, because there is no copy', wrote.lost],
    ['Came up meanwhile, perhaps by somebody else, and a rollback leaves it alone', wrote.beside],
  ]).flatMap(([words, items]) => [`${words}:`, ...cut(items).map((one) => `  ${one}`)]);
  return lines.length === 0 ? ['The installer wrote nothing that lasts.'] : lines;
}

/** What a rollback does about it, in words. Pure. */
export function takenBackWords(wrote: InstallerWrote): readonly string[] {
  const lines = lists([
    ['the packages are removed', wrote.packages],
    ['removed, with all that is in it by then', wrote.added],
    ['put back', wrote.changed],
    ['CANNOT be put back, because there is no copy', wrote.lost],
    ['left alone, perhaps made by somebody else', wrote.beside],
  ]).map(([words, items]) => `${words}: ${cut(items).join(', ')}`);
  return lines.length === 0 ? ['it has written nothing'] : lines;
}

type List = readonly [words: string, items: readonly string[]];

function lists(all: readonly List[]): readonly List[] {
  return all.filter(([, items]) => items.length > 0);
}

function cut(items: readonly string[]): readonly string[] {
  const shown = items.slice(0, most).map((one) => escapeControl(one, 300));
  return items.length > most ? [...shown, `and ${items.length - most} more`] : shown;
}
