/** Whether the words of a command are about more than one server, or may be. Pure. */
export function namesSeveral(words: readonly string[]): boolean {
  const count = (flag: string) => words.filter((word) => word === flag || word.startsWith(`${flag}=`)).length;
  return count('--inventory') > 0 || count('--host') > 1;
}
