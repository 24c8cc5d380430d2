/** As mails of July 2006 carry them, in this order after all other headers (facts 2.6); the anti-spam module's. */
export const imssHeaders = [
  'X-imss-version: 2.040',
  'X-imss-result: Passed',
  'X-imss-scanInfo: M:P L:E SM:0',
  'X-imss-tmaseResult: TT:0 TS:0.0000 TC:00 TRN:0 TV:3.52.1006(14566.000)',
  'X-imss-scores: Clean:18.38799 C:20 M:1 S:5 R:5',
  'X-imss-settings: Baseline:2 C:1 M:1 S:1 R:1 (0.1500 0.1500)',
  '',
].join('\r\n');
