/** Every verb and its line in the help. */
export const verbs = {
  setup: 'the wizard; what runs when no command is named',
  rollback: 'take back what setup changed',
  lab: 'a throwaway server to rehearse on',
} as const;

export type Verb = keyof typeof verbs;

export const verbNames = Object.keys(verbs) as readonly Verb[];

export function isVerb(text: string): text is Verb {
  return Object.hasOwn(verbs, text);
}
