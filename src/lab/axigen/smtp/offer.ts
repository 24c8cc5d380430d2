import { defaultClient, type SmtpOffer } from '../config/client.js';
import type { PolicyVariables } from '../policy/run.js';

/** What generation X offers: its policy variables say it, and what they do not say is allowed (facts 4). */
export function offerOfPolicy(variables: PolicyVariables): SmtpOffer {
  const flag = (name: string) => variables.get(name.toLowerCase())?.toLowerCase() !== 'no';
  const number = (name: string, most: number, fallback: number) => {
    const text = variables.get(name.toLowerCase()) ?? '';
    return /^\d{1,9}$/.test(text) ? Math.min(Number(text), most) : fallback;
  };
  return {
    allowStartTLS: flag('allowStartTLS'),
    allowBinaryData: flag('allowBinaryData'),
    allow8bitMime: flag('allow8bitMime'),
    allowPipelining: flag('allowPipelining'),
    maxRCPTCount: number('maxRcptCount', 1000, defaultClient.maxRCPTCount),
    maxDataSize: number('maxDataSize', 1_048_576, defaultClient.maxDataSize),
    plainConnAuthTypes: defaultClient.plainConnAuthTypes,
    secureConnAuthTypes: defaultClient.secureConnAuthTypes,
  };
}
