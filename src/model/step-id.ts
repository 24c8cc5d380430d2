/** The steps of the articles in their order (DESIGN section 4). */
export const stepIds = [
  'detect-host',
  'place-license',
  'install-scanner',
  'start-scanner',
  'move-axigen-listener',
  'configure-scanner',
  'restart-scanner',
  'telnet-verify',
  'send-test-mail',
  'limit-esmtp-extensions',
  'close-open-relay',
] as const;

export type StepId = (typeof stepIds)[number];

export function isStepId(text: string): text is StepId {
  return (stepIds as readonly string[]).includes(text);
}
