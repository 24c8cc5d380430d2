/** The steps of the articles in their order. */
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
  'set-behaviour',
  'limit-esmtp-extensions',
  'limit-connections',
  'set-scan-threads',
  'close-open-relay',
  'review-ip-rules',
  'review-unscanned-paths',
] as const;

export type StepId = (typeof stepIds)[number];

export function isStepId(text: string): text is StepId {
  return (stepIds as readonly string[]).includes(text);
}
