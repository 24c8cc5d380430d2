const words = (text: string) => text.split(' ');

/** Settings of a listener that are single values (facts: axigen 1, table). */
export const listenerSettingNames: readonly string[] = words(
  'enable idleTimeout maxConnections maxIntervalConnections timeInterval peerMaxConnections peerMaxIntervalConnections peerTimeInterval sslEnable listenerDomain',
);

const clientSettingNames = words(
  'priority patternIn patternOut allowStartTLS allowBinaryData allow8bitMime allowPipelining maxRCPTCount maxDataSize',
);

const spelling = new Map(
  [...listenerSettingNames, ...clientSettingNames].map((name) => [name.toLowerCase(), name]),
);

/** A name as AXIGEN writes it: what was read is kept in lower case. */
export function spelled(name: string): string {
  return spelling.get(name) ?? name;
}
