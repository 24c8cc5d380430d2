/** What is seen when IMSS has no mail server behind it. */
export const imssAlone = [
  'IMSS-PASSES-ON drift',
  'SMTP-BANNER drift',
  'IMSS-ADMINISTRATOR unknown',
  'SMTP-STARTTLS unknown',
  'SMTP-BINARYMIME unknown',
  'SMTP-AUTH unknown',
  'SMTP-AUTH-LOGIN unknown',
  'RELAY-PROBE unknown',
  'RELAY-LOCAL unknown',
  'RELAY-AUTH unknown',
] as const;
