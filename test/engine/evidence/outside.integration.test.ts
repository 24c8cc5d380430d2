import { describe, expect, test } from 'vitest';
import { type EvidenceOptions, gather } from '../../../src/engine/evidence/gather.js';
import { nothingSeen } from '../../../src/engine/evidence/nothing-seen.js';
import type { Outside } from '../../../src/host/host.js';
import { noEvidence, type Probe } from '../../../src/model/probe.js';
import { closedPort, type Guest, scriptedServer, tcp } from '../../smtp/scripted-server.js';
import { scriptedOperator } from '../../support/operator.js';
import { answers } from '../../support/server.js';
import { untouchedHost } from '../../support/untouched-host.js';

const banner = { kind: 'outside', look: 'banner', port: 25 } as const;
const ehlo = { kind: 'outside', look: 'ehlo', port: 25 } as const;
const relay = { kind: 'outside', look: 'relay', port: 25 } as const;
const reach = (port: number) => ({ kind: 'outside', look: 'reach', port }) as const;

/** A mail server that answers each command by its first word. */
function mailServer(replies: Readonly<Record<string, string>> = {}) {
  return async (guest: Guest) => {
    guest.say('220 mail AXIGEN SMTP ready\r\n');
    for (let line = await guest.hear(); line !== undefined; line = await guest.hear()) {
      const [word = ''] = line.split(' ');
      guest.say(`${replies[word] ?? '250 ok'}\r\n`);
      if (word === 'QUIT') guest.socket.end();
    }
  };
}

/** From outside, ports lead where `ports` says; from the target itself nobody answers. */
async function look(probes: readonly Probe[], ports: ReadonlyMap<number, number>) {
  const waits: string[] = [];
  const logged: string[] = [];
  const limits = new Set<number | undefined>();
  const outside: Outside = {
    kind: 'direct',
    address: '198.51.100.1',
    connect: (port, how) => {
      limits.add(how?.timeoutMs);
      const to = ports.get(port);
      return to === undefined
        ? Promise.reject(Object.assign(new Error('silence'), { code: 'ETIMEDOUT' }))
        : tcp(to);
    },
  };
  const host = untouchedHost({ outside });
  const options: EvidenceOptions = {
    host,
    operator: {
      ...scriptedOperator().operator,
      waiting: (text, work) => {
        waits.push(text);
        return work(() => undefined);
      },
    },
    answers,
    secrets: {},
    log: (heading) => void logged.push(heading),
    signal: new AbortController().signal,
  };
  const evidence = await gather(nothingSeen(host), probes, options);
  return {
    evidence,
    seen: evidence.outside?.kind === 'direct' ? evidence.outside : undefined,
    waits,
    logged,
    limits,
  };
}

describe('seen from the operator\u2019s machine', () => {
  test('everything side by side with what the server itself sees, each in its place', async () => {
    await using server = await scriptedServer(
      mailServer({ EHLO: '250-mail\r\n250 STARTTLS', RCPT: '550 no' }),
    );
    const ports = new Map([
      [25, server.port],
      [2525, server.port],
      [7000, await closedPort()],
    ]);
    const own = { kind: 'banner', port: 25, expect: 220 } as const;
    const probes = [own, banner, ehlo, relay, reach(2525), reach(7000), reach(8445)];
    const { evidence, seen, waits, logged, limits } = await look(probes, ports);
    expect(seen).toMatchObject({
      address: '198.51.100.1',
      banner: { kind: 'answered', code: 220 },
      ehlo: { kind: 'answered', keywords: [{ keyword: 'STARTTLS' }] },
      relay: { kind: 'refused', stage: 'rcpt', reply: '550 no' },
    });
    expect([...(seen?.reached ?? [])].map(([port, { kind }]) => [port, kind])).toEqual([
      [2525, 'reached'],
      [7000, 'refused'],
      [8445, 'not-known'],
    ]);
    expect(evidence.banners.get(25)).toMatchObject({ kind: 'refused' });
    expect(evidence).not.toHaveProperty('ehlo');
    expect(evidence).not.toHaveProperty('relay');
    expect(waits).toEqual([
      '7 dialogues side by side: port 25, from outside port 25, port 2525, port 7000, port 8445',
    ]);
    expect(logged[0]).toBe('telnet localhost 25');
    expect(logged.slice(1)).toEqual([
      'from outside: telnet 198.51.100.1 25',
      'from outside: EHLO on port 25 of 198.51.100.1',
      'from outside: would 198.51.100.1 relay for a stranger?',
      'from outside: can port 2525 of 198.51.100.1 be reached?',
      'from outside: can port 7000 of 198.51.100.1 be reached?',
      'from outside: can port 8445 of 198.51.100.1 be reached?',
    ]);
    expect([...limits]).toEqual([5000]);
    // Nothing was sent, and nobody was called by the name that is believed only on the server itself.
    expect(server.heard).not.toContain('DATA');
    expect(server.heard.filter((line) => line.startsWith('EHLO'))).toEqual([
      'EHLO example.org',
      'EHLO example.org',
    ]);
  });

  test.each<readonly [string, Readonly<Record<string, string>>, object]>([
    ['refused as a recipient', { RCPT: '550 no' }, { kind: 'refused', stage: 'rcpt' }],
    ['refused as a sender, and as a bounce', { MAIL: '550 no' }, { kind: 'refused', stage: 'mail' }],
    ['taken', {}, { kind: 'accepted' }],
    ['put off as a recipient', { RCPT: '451 later' }, { kind: 'broken' }],
    ['put off as a sender', { MAIL: '451 later' }, { kind: 'broken' }],
    ['not talked to', { EHLO: '554 no' }, { kind: 'broken' }],
  ])('a stranger to a stranger: %s', async (_what, replies, expected) => {
    await using server = await scriptedServer(mailServer(replies));
    const { seen } = await look([relay], new Map([[25, server.port]]));
    expect(seen?.relay).toMatchObject(expected);
  });

  test('silence is what was seen, of every look', async () => {
    const { seen } = await look([banner, ehlo, relay], new Map());
    expect(seen).toMatchObject({
      banner: { kind: 'refused', reason: 'timeout' },
      ehlo: { kind: 'broken', reason: 'timeout' },
      relay: { kind: 'broken', reason: expect.stringMatching(/in time/) },
    });
  });
});

describe('where there is no outside', () => {
  test.each<readonly [string, Outside | undefined, object]>([
    ['the server itself', undefined, noEvidence],
    [
      'a jump host',
      { kind: 'none', why: 'a jump host' },
      { ...noEvidence, outside: { kind: 'none', why: 'a jump host' } },
    ],
  ])('nothing is looked at: %s', async (_what, outside, expected) => {
    const host = untouchedHost(outside === undefined ? {} : { outside });
    const options = {
      host,
      operator: scriptedOperator().operator,
      answers,
      secrets: {},
      log: () => undefined,
    };
    const { signal } = new AbortController();
    expect(await gather(nothingSeen(host), [banner], { ...options, signal })).toEqual(expected);
  });
});
