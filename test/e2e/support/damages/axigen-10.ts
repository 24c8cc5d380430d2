import type { Damage } from '../damage.js';

/** What goes wrong with an AXIGEN of the later generation. */
export const laterAxigenDamages: readonly Damage[] = [
  {
    id: 'AXIGEN-SERVICE-PEER-CONNECTIONS',
    what: 'a limit of the service for each address',
    make: `cfg '/serviceAccessControl/,/}/s/peerMaxConnections = 200/peerMaxConnections = 20/'; axigen restart`,
    finds: ['AXIGEN-SERVICE-PEER-CONNECTIONS drift'],
  },
  {
    id: 'AXIGEN-SERVICE-PEER-RATE',
    what: 'a rate of the service for each address',
    make: `cfg '/serviceAccessControl/,/}/s/peerMaxIntervalConnections = 0/peerMaxIntervalConnections = 600/'; axigen restart`,
    finds: ['AXIGEN-SERVICE-PEER-RATE drift'],
  },
  {
    id: 'AXIGEN-STARTTLS',
    what: 'our method is gone from the policy',
    make: `policy '/call *(GatewaySetup)/d'; axigen restart`,
    finds: [
      'AXIGEN-STARTTLS drift',
      'AXIGEN-BINARYMIME drift',
      'SMTP-STARTTLS drift',
      'SMTP-BINARYMIME drift',
    ],
  },
  {
    id: 'SMTP-BANNER',
    what: 'another greeting',
    make: `policy '0,/smtpGreeting/s/smtpGreeting, "[^"]*"/smtpGreeting, "Welcome"/'; axigen restart`,
    finds: ['SMTP-BANNER risk'],
  },
  {
    id: 'AXIGEN-VERSION',
    what: 'no package tells the version',
    make: `cp -a /var/lib/rpm $good/rpm; rpm -e --justdb --noscripts axigen`,
    mend: `rm -r /var/lib/rpm; mv $good/rpm /var/lib/rpm`,
    finds: ['AXIGEN-VERSION unknown'],
  },
];
