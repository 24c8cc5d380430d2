/**
 * Findings that a gateway which stands cannot have: each is produced in the named test. An answer that names no good licence or
 * package is refused before it can become a finding (bad-input.test.ts sees that in a lab), so those two are produced without one.
 */
export const producedElsewhere: Readonly<Record<string, string>> = {
  'HOST-ROOT': 'damage-fresh.test.ts',
  'AXIGEN-GENERATION': 'damage-fresh.test.ts',
  'NOD32-STANDALONE-ANSWER': 'damage-fresh.test.ts',
  'IMSS-STANDALONE-ANSWER': 'damage-imss-fresh.test.ts',
  'IMSS-NOTIFICATIONS': 'damage-imss-fresh.test.ts',
  'OUTSIDE-BANNER': 'outside.test.ts',
  'OUTSIDE-STARTTLS': 'outside.test.ts',
  'OUTSIDE-RELAY': 'outside.test.ts',
  'OUTSIDE-BACKEND': 'outside.test.ts',
  'OUTSIDE-AXIGEN-CLI': 'outside.test.ts',
  'OUTSIDE-CONSOLE': 'outside-imss.test.ts',
  'NOD32-LICENSE-FILE': '../steps/place-license.test.ts',
  'NOD32-PACKAGE-FILE': '../steps/install-scanner.test.ts',
};
