/** Every verb and its line in the help. */
export const verbs = {
  setup: 'the wizard; what runs when no command is named',
  plan: 'what setup would do, as diffs; reads only',
  apply: 'carry out exactly a plan, or refuse',
  audit: 'look at what stands, and judge it; reads only',
  verify: 'telnet, EHLO, relay and test-mail checks alone',
  rollback: 'take back what setup changed',
  history: 'what was done on a server, by its journal; reads only',
  explain: 'what a finding or a step means',
  answers: 'an answers file: a template, or that of an earlier run',
  lab: 'a throwaway server to rehearse on',
} as const;

export type Verb = keyof typeof verbs;

export const verbNames = Object.keys(verbs) as readonly Verb[];

export function isVerb(text: string): text is Verb {
  return Object.hasOwn(verbs, text);
}
