/** What the operator is told of a step. */
export interface Told {
  /** The sentence about the change. */
  readonly line: string;
  readonly verified: readonly string[];
}

/** The first part of the output in which a step is carried out: from its rule to the next one. */
export function partOf(out: string, title: string): { readonly heading: string; readonly text: string } {
  const parts = out.split(/^-{20,}$/m).slice(1);
  const text = parts.find((part) => part.includes(title)) ?? '';
  const lines = text.trim().split('\n');
  return { heading: lines.find((line) => line.includes(title)) ?? '', text };
}
