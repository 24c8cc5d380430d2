import { beforeAll, describe, expect, test } from 'vitest';
import { type Attendant, gather } from '../../../src/engine/evidence/gather.js';
import type { Host } from '../../../src/host/host.js';
import { localHost } from '../../../src/host/local/local-host.js';
import { sh } from '../../../src/host/shell.js';
import type { Answers } from '../../../src/model/answers.js';
import { type Evidence, noEvidence, type Probe } from '../../../src/model/probe.js';
import { formatTranscript } from '../../../src/smtp/transcript.js';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { closedPort, scriptedServer, tcp } from '../../smtp/scripted-server.js';
import { pairBelow, tlsServer } from '../../smtp/tls-server.js';
import { answers } from '../../support/server.js';

const below = temporaryFolder();
let certificate: ReturnType<typeof pairBelow>;
beforeAll(() => {
  certificate = pairBelow(below, { bits: 1024, digest: 'sha1' });
});

const attendant: Attendant = {
  waiting: (_text, work) => work(() => {}),
  confirmTestMail: async () => undefined,
};

interface Given {
  /** Where every port of the host leads. */
  readonly port?: number;
  readonly answers?: Partial<Answers>;
  readonly operator?: Partial<Attendant>;
  readonly known?: Evidence;
}

async function look(
  probes: readonly Probe[],
  { port = 0, answers: own, operator, known = noEvidence }: Given,
) {
  const asked: number[] = [];
  const logged: string[] = [];
  const host: Host = {
    ...localHost(),
    connect: (wanted) => {
      asked.push(wanted);
      return tcp(port);
    },
  };
  const evidence = await gather(known, probes, {
    host,
    operator: { ...attendant, ...operator },
    answers: { ...answers, scanner: 'imss', ...own },
    secrets: {},
    log: (heading, transcript) => logged.push(heading, formatTranscript(transcript)),
    signal: new AbortController().signal,
  });
  return { evidence, asked, log: logged.join('\n') };
}

describe('the console', () => {
  const console = { kind: 'console', port: 8445 } as const;

  test('its page is asked for on the port of the probe, and what it says is kept and logged', async () => {
    await using server = await tlsServer(certificate, (socket) => void socket.end('HTTP/1.1 200 OK\r\n\r\n'));
    const { evidence, asked, log } = await look([console], { port: server.port });
    expect(evidence.console).toEqual({ kind: 'answered', status: 200 });
    expect(asked).toEqual([8445]);
    expect(server.heard).toEqual(['GET /IMSS.html HTTP/1.0\r\nHost: localhost\r\n\r\n']);
    expect(log).toMatch(/^console on port 8445\n/);
    expect(log).toContain('HTTP/1.1 200 OK');
  });

  test('nothing listens there', async () => {
    const { evidence } = await look([console], { port: await closedPort() });
    expect(evidence.console).toEqual({ kind: 'refused', reason: expect.stringContaining('refused') });
  });

  test('something else listens there', async () => {
    await using server = await scriptedServer(({ say }) => say('220 mail ready\r\n'));
    const { evidence } = await look([console], { port: server.port });
    expect(evidence.console).toEqual({
      kind: 'not-understood',
      reason: expect.stringContaining('speaks no TLS'),
    });
  });
});

describe('the administrator', () => {
  const administrator = { kind: 'administrator', port: 25 } as const;
  const server = () =>
    scriptedServer(async (guest) => {
      guest.say('220 mail ready\r\n');
      for (let line = await guest.hear(); line !== undefined; line = await guest.hear()) {
        guest.say(line === 'RCPT TO:<nobody@example.test>' ? '550 No such user\r\n' : '250 Ok\r\n');
        if (line === 'QUIT') guest.socket.end();
      }
    });

  test.each<[Partial<Answers>, string, string]>([
    [{ administrator: 'admin@example.test' }, 'admin@example.test', 'accepted'],
    [{ administrator: 'nobody@example.test' }, 'nobody@example.test', 'refused'],
    [{}, 'postmaster@example.test', 'accepted'],
  ])('%j: %s is asked for, and %s', async (own, address, kind) => {
    await using smtp = await server();
    const { evidence, log } = await look([administrator], { port: smtp.port, answers: own });
    expect(smtp.heard).toContain(`RCPT TO:<${address}>`);
    expect(smtp.heard.filter((line) => line.startsWith('DATA'))).toEqual([]);
    expect(evidence.administrator).toMatchObject({ kind });
    expect(evidence.localDelivery).toBeUndefined();
    expect(log).toContain(`would it take mail from a stranger to ${address}?`);
  });

  test('nobody was named', async () => {
    const { recipient: _, ...nobody } = answers;
    const own = { ...nobody, scanner: 'imss' } as const;
    const evidence = await gather(noEvidence, [administrator], {
      host: localHost(),
      operator: attendant,
      answers: own,
      secrets: {},
      log: () => undefined,
      signal: new AbortController().signal,
    });
    expect(evidence.administrator).toEqual({ kind: 'broken', reason: 'no administrator was named' });
  });
});

describe('the notifications', () => {
  const notifications = { kind: 'notifications' } as const;
  const walking = (said: 'done' | 'not-done') => {
    const views: unknown[] = [];
    const walkThrough: Attendant['walkThrough'] = async (view) => {
      views.push(view);
      return said;
    };
    return { views, operator: { walkThrough } };
  };

  test('the operator is walked through the console of this server', async () => {
    const { views, operator } = walking('done');
    const own = { administrator: 'admin@example.test' };
    const { evidence, log } = await look([notifications], { operator, answers: own });
    expect(evidence.notifications).toBe('done');
    const { stdout } = await localHost().run(sh`uname -n`);
    const url = `https://${stdout.toString('utf8').trim()}:8445/IMSS.html`;
    expect(views).toEqual([{ url, administrator: 'admin@example.test' }]);
    expect(log).toContain(`notifications, by hand at ${url}\n=== done, as the operator says`);
  });

  test.each([
    ['done', 0, 'done'],
    ['not-done', 1, 'done'],
  ] as const)('said before: %s, so it is asked %i times', async (before, times, after) => {
    const { views, operator } = walking('done');
    const known = { ...noEvidence, notifications: before };
    const { evidence } = await look([notifications], { operator, known });
    expect([views.length, evidence.notifications]).toEqual([times, after]);
  });

  test('nobody is there: nothing is known of it', async () => {
    const { evidence } = await look([notifications], {});
    expect(evidence).not.toHaveProperty('notifications');
  });

  test('a scanner without a console: nothing to walk through', async () => {
    const { views, operator } = walking('done');
    const { evidence } = await look([notifications], { operator, answers: { scanner: 'nod32' } });
    expect(views).toEqual([]);
    expect(evidence).not.toHaveProperty('notifications');
  });
});
