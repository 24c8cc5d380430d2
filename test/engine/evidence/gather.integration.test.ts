import { expect, test } from 'vitest';
import { gather } from '../../../src/engine/evidence/gather.js';
import { noEvidence } from '../../../src/model/probe.js';
import { formatTranscript } from '../../../src/smtp/transcript.js';
import { scriptedServer, tcp } from '../../smtp/scripted-server.js';
import { scriptedOperator } from '../../support/operator.js';
import { answers } from '../../support/server.js';
import { untouchedHost } from '../../support/untouched-host.js';

test('EHLO is asked on the port of the probe, kept beside what was known, and logged', async () => {
  await using server = await scriptedServer(async (guest) => {
    guest.say('220 mail AXIGEN SMTP ready\r\n');
    await guest.hear();
    guest.say('250-mail\r\n250-STARTTLS\r\n250 SIZE 10\r\n');
    await guest.hear();
    guest.say('221 Good bye\r\n');
    guest.socket.end();
  });
  const asked: number[] = [];
  const host = untouchedHost({
    connect: (port) => {
      asked.push(port);
      return tcp(server.port);
    },
  });
  const logged: string[] = [];
  const known = { ...noEvidence, relay: { kind: 'broken', reason: 'earlier' } } as const;
  const evidence = await gather(known, [{ kind: 'ehlo', port: 25 }], {
    host,
    operator: scriptedOperator().operator,
    answers,
    secrets: {},
    log: (heading, transcript) => logged.push(heading, formatTranscript(transcript)),
    signal: new AbortController().signal,
  });
  expect(asked).toEqual([25]);
  expect(evidence.relay).toEqual(known.relay);
  expect(evidence.ehlo).toMatchObject({
    kind: 'answered',
    keywords: [
      { keyword: 'STARTTLS', params: [] },
      { keyword: 'SIZE', params: ['10'] },
    ],
  });
  expect(server.heard).toEqual(['EHLO localhost', 'QUIT']);
  expect(logged[0]).toBe('EHLO on port 25');
  expect(logged[1]).toContain('STARTTLS');
});
