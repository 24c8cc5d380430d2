/** The steps of both articles in their order; which of them a scanner has: steps/index.ts. */
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
  'set-notifications',
  'limit-esmtp-extensions',
  'offer-auth',
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
