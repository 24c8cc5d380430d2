import type { Damage } from '../damage.js';

/** What goes wrong with what AXIGEN offers, and to whom. */
export const policyDamages: readonly Damage[] = [
  {
    id: 'AXIGEN-DEFAULT-CLIENT',
    what: 'the client for everybody is gone',
    make: `cfg 's/^ *patternIn = .*/patternIn = 10.9.*/'; axigen restart`,
    finds: [
      'AXIGEN-DEFAULT-CLIENT drift',
      'AXIGEN-STARTTLS drift',
      'AXIGEN-BINARYMIME drift',
      'SMTP-STARTTLS drift',
      'SMTP-BINARYMIME drift',
      'IP-RULES-CLIENTS risk',
    ],
  },
  {
    id: 'AXIGEN-STARTTLS',
    what: 'STARTTLS is offered again',
    make: `cfg 's/allowStartTLS = no/allowStartTLS = yes/'; axigen restart`,
    finds: ['AXIGEN-STARTTLS drift', 'SMTP-STARTTLS drift'],
  },
  {
    id: 'AXIGEN-BINARYMIME',
    what: 'BINARYMIME is offered again',
    make: `cfg 's/allowBinaryData = no/allowBinaryData = yes/'; axigen restart`,
    finds: ['AXIGEN-BINARYMIME drift', 'SMTP-BINARYMIME drift'],
  },
  {
    id: 'SMTP-STARTTLS',
    what: 'the file is right, what runs is not',
    make: `cfg 's/allowStartTLS = no/allowStartTLS = yes/'; axigen restart; cp -p $good/axigen.cfg $cfg`,
    finds: ['AXIGEN-SAVED drift', 'SMTP-STARTTLS drift'],
  },
  {
    id: 'SMTP-BINARYMIME',
    what: 'the file is right, what runs is not',
    make: `cfg 's/allowBinaryData = no/allowBinaryData = yes/'; axigen restart; cp -p $good/axigen.cfg $cfg`,
    finds: ['AXIGEN-SAVED drift', 'SMTP-BINARYMIME drift'],
  },
  {
    id: 'RELAY-POLICY',
    what: 'the Configuration Wizard was run again',
    make: `policy 's/set (remoteDelivery, "auth");/&\\n    if (anyOf (iprange (remoteSmtpIp, "127.0.0.0\\/255.0.0.0"))) { set(remoteDelivery, "all"); }/'; axigen restart`,
    finds: ['RELAY-POLICY drift', 'RELAY-PROBE drift'],
  },
  {
    id: 'RELAY-PROBE',
    what: 'the rule is gone from the file, but it still runs',
    make: `policy 's/set (remoteDelivery, "auth")/set (remoteDelivery, "all")/'; axigen restart; cp -p $good/smtpFilters.script $policy`,
    finds: ['RELAY-PROBE drift'],
  },
  {
    id: 'RELAY-LOCAL',
    what: 'only who has logged in may send to mailboxes here',
    make: `policy 's/set (localDelivery, "all")/set (localDelivery, "auth")/'; axigen restart`,
    finds: ['RELAY-LOCAL drift'],
  },
  {
    id: 'RELAY-AUTH',
    what: 'not even who has logged in may send elsewhere',
    make: `policy 's/set (remoteDelivery, "auth")/set (remoteDelivery, "none")/'; axigen restart`,
    finds: ['RELAY-AUTH risk'],
  },
  {
    id: 'IP-RULES-CLIENTS',
    what: 'a client for some addresses',
    make: `cfg '/^ *patternIn = /{p;s/.*/patternOut = *\\nallowStartTLS = no\\nallowBinaryData = no }\\n{ priority = 600\\npatternIn = 10.9.*/}'; axigen restart`,
    finds: ['IP-RULES-CLIENTS risk'],
  },
  {
    id: 'IP-RULES-LISTENERS',
    what: 'a rule for some addresses at the listener',
    make: `cfg '/127.0.0.1:2525/,/}/s/denyRules = ()/denyRules = ( { ipSet = 10.9.0.0\\/16 enable = yes priority = 500 } )/'; axigen restart`,
    finds: ['IP-RULES-LISTENERS risk'],
  },
  {
    id: 'IP-RULES-POLICY',
    what: 'a condition on an address',
    make: `policy 's/^event onMailFrom {/&\\n    if (iprange (remoteSmtpIp, "10.9.0.0\\/255.255.0.0")) { set (maxRcptCount, "10"); }/'; axigen restart`,
    finds: ['IP-RULES-POLICY risk'],
  },
  {
    id: 'UNSCANNED-LISTENERS',
    what: 'a second listener, for submission',
    make: `cfg '/address = 127.0.0.1:2525/,/}/s/}/}\\n{ address = 0.0.0.0:587 }/'; axigen restart`,
    finds: ['AXIGEN-LISTENER-ADDRESS drift', 'UNSCANNED-LISTENERS risk'],
  },
  {
    id: 'UNSCANNED-WEBMAIL',
    what: 'webmail is switched on',
    make: `cfg 's/services = (/services = (webmail /'; axigen restart`,
    finds: ['UNSCANNED-WEBMAIL risk'],
  },
  {
    id: 'UNSCANNED-BACKEND',
    what: 'the backend is open to everybody',
    make: `cfg 's/127.0.0.1:2525/0.0.0.0:2525/'; axigen restart`,
    finds: ['AXIGEN-LISTENER-ADDRESS drift', 'UNSCANNED-BACKEND risk'],
  },
];
