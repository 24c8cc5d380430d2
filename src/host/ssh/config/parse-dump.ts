import { type Options, pathLists } from './options.js';

/** Reads what `ssh -G` prints: a keyword and its value in each line. */
export function parseDump(dump: string): Options {
  const options = new Map<string, readonly string[]>();
  for (const line of dump.split('\n')) {
    const space = line.indexOf(' ');
    if (space < 1) continue;
    const keyword = line.slice(0, space).toLowerCase();
    const value = line.slice(space + 1);
    options.set(keyword, [
      ...(options.get(keyword) ?? []),
      ...(pathLists.has(keyword) ? splitPaths(value) : [value]),
    ]);
  }
  return options;
}

/** `ssh -G` joins paths with spaces and quotes none: what does not begin as a path does belongs to the one before. */
function splitPaths(text: string): readonly string[] {
  const paths: string[] = [];
  for (const word of text.split(' ')) {
    const before = paths.at(-1);
    if (before === undefined || /^[/~]/.test(word)) paths.push(word);
    else paths[paths.length - 1] = `${before} ${word}`;
  }
  return paths;
}
