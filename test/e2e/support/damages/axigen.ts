import { labAxigenPassword } from '../../../../src/lab/paths.js';
import type { Damage } from '../damage.js';

import { proxyAlone } from './proxy-alone.js';

/** What goes wrong with AXIGEN 1.2. */
export const axigenDamages: readonly Damage[] = [
  {
    id: 'AXIGEN-RUNNING',
    what: 'it is stopped',
    make: `axigen stop`,
    finds: ['AXIGEN-RUNNING drift', 'AXIGEN-LISTENER-LIVE drift', ...proxyAlone],
  },
  {
    id: 'AXIGEN-INSTALLED',
    what: 'its start script is gone',
    make: `mv /etc/init.d/axigen /root/good/`,
    mend: `mv /root/good/axigen /etc/init.d/`,
    finds: ['AXIGEN-INSTALLED drift'],
  },
  {
    id: 'AXIGEN-CONFIG',
    what: 'a file that cannot be understood',
    make: `echo "}" >> $cfg`,
    finds: [
      'AXIGEN-CONFIG unknown',
      'AXIGEN-POLICY unknown',
      'AXIGEN-LISTENER-ADDRESS unknown',
      'AXIGEN-DEFAULT-CLIENT unknown',
      'AXIGEN-MAX-CONNECTIONS unknown',
      'RELAY-POLICY unknown',
      'IP-RULES-CLIENTS unknown',
      'IP-RULES-LISTENERS unknown',
      'IP-RULES-POLICY unknown',
      'UNSCANNED-LISTENERS unknown',
      'UNSCANNED-WEBMAIL unknown',
    ],
  },
  {
    id: 'AXIGEN-POLICY',
    what: 'a policy that cannot be understood',
    make: `echo "method {" >> $policy; unseen`,
    finds: ['AXIGEN-POLICY unknown', 'RELAY-POLICY unknown', 'IP-RULES-POLICY unknown'],
  },
  {
    id: 'AXIGEN-LISTENER-ADDRESS',
    what: 'the only listener on another address',
    make: `cfg 's/127.0.0.1:2525/127.0.0.1:2527/'; axigen restart`,
    finds: ['AXIGEN-LISTENER-ADDRESS drift', ...proxyAlone],
  },
  {
    id: 'AXIGEN-LISTENER-LIVE',
    what: 'what runs is not what the file says',
    make: `cfg 's/127.0.0.1:2525/0.0.0.0:2525/'; axigen restart; cp -p $good/axigen.cfg $cfg`,
    finds: ['AXIGEN-LISTENER-LIVE drift', 'AXIGEN-SAVED drift', 'UNSCANNED-BACKEND risk'],
  },
  {
    id: 'AXIGEN-LISTENER-ENABLED',
    what: 'the listener is switched off',
    make: `cfg '/127.0.0.1:2525/,/}/s/enable = yes/enable = no/'; axigen restart`,
    finds: ['AXIGEN-LISTENER-ENABLED drift', 'AXIGEN-LISTENER-LIVE drift', ...proxyAlone],
  },
  {
    id: 'AXIGEN-LISTENER-PEER-CONNECTIONS',
    what: 'a limit for each address',
    make: `cfg '/127.0.0.1:2525/,/}/s/peerMaxConnections = 200/peerMaxConnections = 20/'; axigen restart`,
    finds: ['AXIGEN-LISTENER-PEER-CONNECTIONS drift'],
  },
  {
    id: 'AXIGEN-LISTENER-PEER-RATE',
    what: 'a rate for each address',
    make: `cfg '/127.0.0.1:2525/,/}/s/peerMaxIntervalConnections = 0/peerMaxIntervalConnections = 600/'; axigen restart`,
    finds: ['AXIGEN-LISTENER-PEER-RATE drift'],
  },
  {
    id: 'AXIGEN-LISTENER-RATE',
    what: 'the default rate is back',
    make: `cfg '/127.0.0.1:2525/,/}/s/ maxIntervalConnections = 0/ maxIntervalConnections = 600/'; axigen restart`,
    finds: ['AXIGEN-LISTENER-RATE drift'],
  },
  {
    id: 'AXIGEN-LISTENER-TLS',
    what: 'a listener that expects TLS',
    make: `cfg '/127.0.0.1:2525/,/}/s/enable = yes/enable = yes\\n sslEnable = yes/'; axigen restart`,
    finds: ['AXIGEN-LISTENER-TLS drift'],
  },
  {
    id: 'AXIGEN-MAX-CONNECTIONS',
    what: 'a limit out of its range',
    make: `cfg '/127.0.0.1:2525/,/}/s/ maxConnections = 200/ maxConnections = 0/'; unseen`,
    asksAxigen: false,
    finds: ['AXIGEN-MAX-CONNECTIONS risk'],
  },
  {
    id: 'AXIGEN-TIME-INTERVAL',
    what: 'another interval than asked for',
    make: `:`,
    flags: ['--time-interval', '90'],
    finds: ['AXIGEN-TIME-INTERVAL drift'],
  },
  {
    id: 'AXIGEN-INTERVAL-CONNECTIONS',
    what: 'another rate than asked for',
    make: `:`,
    flags: ['--max-interval-connections', '300'],
    finds: ['AXIGEN-LISTENER-RATE drift', 'AXIGEN-INTERVAL-CONNECTIONS drift'],
  },
  {
    id: 'AXIGEN-MAX-RCPT',
    what: 'another number of recipients than asked for',
    make: `:`,
    flags: ['--max-rcpt-count', '50'],
    finds: ['AXIGEN-MAX-RCPT drift'],
  },
  {
    id: 'AXIGEN-MAX-DATA-SIZE',
    what: 'another size than asked for',
    make: `:`,
    flags: ['--max-data-size', '5000'],
    finds: ['AXIGEN-MAX-DATA-SIZE drift'],
  },
  {
    id: 'AXIGEN-RESTART',
    what: 'edited without a restart',
    make: `running axigen; echo "# a note" >> $policy`,
    finds: ['AXIGEN-RESTART drift'],
  },
  {
    id: 'AXIGEN-SAVED',
    what: 'committed without saving',
    make: ':',
    says: [
      ...['USER admin', labAxigenPassword, 'CONFIG SERVER', 'CONFIG SMTP-INCOMING'],
      ...['UPDATE Listener address 127.0.0.1:2525', 'SET maxConnections 150', 'COMMIT', 'COMMIT', 'COMMIT'],
    ],
    finds: ['AXIGEN-SAVED drift'],
  },
  {
    id: 'AXIGEN-CLI',
    what: 'the command line is wanted and does not answer',
    make: `cfg 's/127.0.0.1:7000/127.0.0.1:7001/'; axigen restart`,
    flags: ['--axigen-driver', 'cli'],
    finds: ['AXIGEN-CLI drift'],
  },
];
