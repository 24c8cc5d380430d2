/** What is seen when the scanner has no mail server behind it. */
export const proxyAlone = [
  'NOD32-PASSES-ON drift',
  'SMTP-BANNER drift',
  'SMTP-STARTTLS unknown',
  'SMTP-BINARYMIME unknown',
  'RELAY-PROBE unknown',
  'RELAY-LOCAL unknown',
  'RELAY-AUTH unknown',
] as const;
