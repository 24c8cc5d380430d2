import { expect, test } from 'vitest';
import { type EvidenceOptions, gather } from '../../../src/engine/evidence/gather.js';
import { noEvidence } from '../../../src/model/probe.js';
import { type Guest, scriptedServer, tcp } from '../../smtp/scripted-server.js';
import { scriptedOperator } from '../../support/operator.js';
import { answers } from '../../support/server.js';
import { untouchedHost } from '../../support/untouched-host.js';

/** Greets everybody only when `count` have come: dialogues held one after the other would wait for ever. */
function greetsTogether(count: number): (guest: Guest) => Promise<void> {
  const waiting: (() => void)[] = [];
  return async (guest) => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === count) for (const go of waiting) go();
    });
    guest.say('220 mail AXIGEN SMTP ready\r\n');
    for (let line = await guest.hear(); line !== undefined; line = await guest.hear()) {
      if (line.startsWith('RCPT')) guest.say('550 relaying denied\r\n');
      else guest.say(line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
    }
  };
}

function optionsFor(port: number) {
  const host = untouchedHost({ connect: () => tcp(port) });
  const waits: string[] = [];
  const logged: string[] = [];
  let open = 0;
  const options: EvidenceOptions = {
    host,
    operator: {
      ...scriptedOperator().operator,
      waiting: async (text, work) => {
        waits.push(text);
        open += 1;
        expect(open, 'waits that are shown at the same time').toBe(1);
        try {
          return await work(() => {});
        } finally {
          open -= 1;
        }
      },
    },
    answers,
    secrets: {},
    log: (heading) => void logged.push(heading),
    signal: new AbortController().signal,
  };
  return { options, waits, logged };
}

test('dialogues that only ask are held side by side, with one wait on the screen and the log in order', async () => {
  await using server = await scriptedServer(greetsTogether(3));
  const { options, waits, logged } = optionsFor(server.port);
  const evidence = await gather(
    noEvidence,
    [
      { kind: 'relay', port: 25 },
      { kind: 'banner', port: 25, expect: 220 },
      { kind: 'ehlo', port: 2525 },
    ],
    options,
  );
  expect(evidence.relay).toMatchObject({ kind: 'refused', stage: 'rcpt' });
  expect(evidence.banners.get(25)).toMatchObject({ kind: 'answered', code: 220 });
  expect(evidence.backendEhlo).toMatchObject({ kind: 'answered' });
  expect(waits).toEqual(['3 dialogues side by side: port 25, port 2525']);
  expect(logged).toEqual(['would it relay for a stranger?', 'telnet localhost 25', 'EHLO on port 2525']);
});

test('a message is sent only when the others are done', async () => {
  let talking = 0;
  const atOnce: number[] = [];
  await using server = await scriptedServer(async (guest) => {
    talking += 1;
    guest.socket.on('close', () => {
      talking -= 1;
    });
    guest.say('220 mail AXIGEN SMTP ready\r\n');
    for (let line = await guest.hear(); line !== undefined; line = await guest.hear()) {
      if (line.startsWith('MAIL')) atOnce.push(talking);
      guest.say(line === 'QUIT' ? '221 bye\r\n' : line.startsWith('MAIL') ? '550 not now\r\n' : '250 ok\r\n');
      if (line === 'QUIT') guest.socket.end();
    }
  });
  const { options } = optionsFor(server.port);
  const evidence = await gather(
    noEvidence,
    [
      { kind: 'test-mail', port: 25 },
      { kind: 'ehlo', port: 25 },
    ],
    options,
  );
  expect(evidence.testMail?.refused?.stage).toBe('mail');
  expect(evidence.ehlo).toMatchObject({ kind: 'answered' });
  expect(atOnce).toEqual([1]);
});
