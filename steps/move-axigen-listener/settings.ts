const perAddress =
  'Every connection comes from the scanner\u2019s one address, so limits for each address would throttle all mail.';

/** The settings of the article; where its text (200) and its screenshot (20) differ, the text counts. */
export const articleSettings = [
  {
    id: 'AXIGEN-LISTENER-ENABLED',
    name: 'enable',
    value: 'yes',
    note: '',
    why: 'A listener that is not enabled takes no mail.',
  },
  {
    id: 'AXIGEN-LISTENER-RATE',
    name: 'maxIntervalConnections',
    value: '0',
    note: ' (unlimited)',
    why: perAddress,
  },
  {
    id: 'AXIGEN-LISTENER-PEER-CONNECTIONS',
    name: 'peerMaxConnections',
    value: '200',
    note: ' (the article\u2019s text says 200, its screenshot shows 20; the text counts)',
    why: perAddress,
  },
  {
    id: 'AXIGEN-LISTENER-PEER-RATE',
    name: 'peerMaxIntervalConnections',
    value: '0',
    note: ' (unlimited)',
    why: perAddress,
  },
] as const;

/** Also what the article takes for granted. Never written where the file leaves it out: the default is right. */
export const wantedSettings = [
  ...articleSettings,
  {
    id: 'AXIGEN-LISTENER-TLS',
    name: 'sslEnable',
    value: 'no',
    note: '',
    why: 'The scanner speaks plain SMTP; it cannot reach a listener that expects TLS.',
  },
] as const;

export type WantedSetting = (typeof wantedSettings)[number];
