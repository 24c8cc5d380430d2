/** Words that are the shell's own, in every POSIX shell. */
const builtin = new Set(
  ': . [ break case cd command continue do done echo elif else esac eval exec exit export fi for if in printf pwd read return set shift test then trap umask until wait while { } ! ( )'.split(
    ' ',
  ),
);
const opensCommand = new Set(['then', 'do', 'else', 'elif', 'if', 'while', 'until', '!', '{', '(']);

/**
 * Names of the programs that a shell text may start: every word in the place of a command that is neither
 * the shell's own nor a function that the text defines. Knows as much of the grammar as our scripts use.
 */
export function commandWords(text: string): ReadonlySet<string> {
  const functions = new Set([...text.matchAll(/^([a-z_]+)\(\) \{/gm)].map((match) => match[1] ?? ''));
  const bare = text
    .replace(/^\s*#.*$/gm, '')
    .replace(/'[^']*'/g, (quoted) => (/\s/.test(quoted) ? 'quoted' : quoted.slice(1, -1) || 'quoted'))
    .replace(/\\\n/g, ' ');
  const found = new Set<string>();
  let commandPlace = true;
  let inCase = false;
  for (const [token] of bare.matchAll(
    /\$\(|`|\n|;;|&&|\|\||[;|&()]|[^\s;|&()`$]+(?:\$(?!\()[^\s;|&()`]*)*|\$[^\s(;|&)]*/g,
  )) {
    if (/^(?:\$\(|`|\n|;;|&&|\|\||[;|&(])$/.test(token)) commandPlace = true;
    else if (token === ')') commandPlace = inCase;
    else if (commandPlace) {
      const word = token.replaceAll('"', '');
      inCase = word === 'case' || (inCase && word !== 'esac');
      if (/^[a-zA-Z_]+=/.test(word)) continue;
      commandPlace = opensCommand.has(word);
      // A pattern of `case`, such as `x)`, stands where a command would.
      if (/^[a-zA-Z][\w.-]*$/.test(word) && !builtin.has(word) && !functions.has(word)) found.add(word);
    }
  }
  return found;
}
