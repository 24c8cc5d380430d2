/** `<login> `, `<#> `, `<server-smtpIncoming#> `: the names of contexts differ between versions (facts: axigen 2). */
const pattern = /^<[A-Za-z0-9-]*#?> ?$/;

/** The longest prompt that is looked for, in characters. */
export const maxPromptLength = 128;

export function isPrompt(line: string): boolean {
  return line.length <= maxPromptLength && pattern.test(line);
}

/** Whether somebody is logged in: before that, prompts have no `#`. */
export function isInside(prompt: string): boolean {
  return prompt.includes('#');
}

export function isRoot(prompt: string): boolean {
  return prompt.trim() === '<#>';
}
