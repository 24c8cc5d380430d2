import { describe, expect, test } from 'vitest';
import type { AxigenCliEvidence } from '../../src/model/probe.js';
import { moveAxigenListener } from '../support/nod32-steps.js';
import {
  handedOver,
  installed,
  paths,
  psSince,
  type Server,
  serverTime,
  situation,
  withFiles,
} from '../support/server.js';
import { changedLines, findingNamed, onlyEdit } from '../support/steps.js';

const moved = installed.axigenConfig
  .replace('address = 0.0.0.0:25\n', 'address = 127.0.0.1:2525\n')
  .replace('maxIntervalConnections = 600', 'maxIntervalConnections = 0')
  .replace('peerMaxConnections = 20\n', 'peerMaxConnections = 200\n')
  .replace('peerMaxIntervalConnections = 50', 'peerMaxIntervalConnections = 0');
/** As AXIGEN saves it by itself. */
const saved = moved.replace(/^\s*#.*\n/gm, '').replace(/\/\*[\s\S]*?\*\//g, '');
/** AXIGEN has run for so long. */
const age = 10_000;
const started = serverTime - age;

interface Times {
  readonly config?: string;
  readonly configChanged?: number;
  readonly policyChanged?: number;
  readonly packages?: string;
}

function server({ config = moved, configChanged = 0, policyChanged = 0, packages }: Times): Server {
  const at = (text: string, later: number) => {
    const bytes = Buffer.from(text, 'latin1');
    return { bytes, size: bytes.length, modified: started + later };
  };
  return {
    ...withFiles(handedOver, {
      [paths.axigenConfig]: at(config, configChanged),
      [paths.policy]: at('event onEhlo {\n}\n', policyChanged),
    }),
    ps: psSince(['axigen', age], ['nod32d', age], ['nod32smtp', age]),
    packages: packages ?? handedOver.packages,
  };
}

const running = (limit: string): AxigenCliEvidence => ({
  kind: 'offered',
  missing: [],
  listeners: [{ address: '127.0.0.1:2525', settings: new Map([['maxconnections', limit]]) }],
  clients: [],
});
const seen = (times: Times, axigenCli?: AxigenCliEvidence) =>
  situation(server(times), {
    evidence: { banners: new Map(), ...(axigenCli === undefined ? {} : { axigenCli }) },
  });
const find = (one: ReturnType<typeof seen>, id: string) => findingNamed(moveAxigenListener, one, id);
const restarts = (one: ReturnType<typeof seen>) => moveAxigenListener.changes(one).map(({ kind }) => kind);

describe('AXIGEN-RESTART', () => {
  test.each<readonly [string, Times, AxigenCliEvidence | undefined, string, RegExp]>([
    ['both files older', { configChanged: -60, policyChanged: -60 }, undefined, 'ok', /^started after/],
    [
      'axigen.cfg edited since',
      { configChanged: 60 },
      undefined,
      'drift',
      /axigen\.cfg was changed 60 seconds after/,
    ],
    [
      'the policy edited since',
      { policyChanged: 600 },
      undefined,
      'drift',
      /smtpFilters\.script was changed 10 minutes/,
    ],
    ['both', { configChanged: 7200, policyChanged: 60 }, undefined, 'drift', /2 hours after.*; .*60 seconds/],
    [
      'saved by AXIGEN itself, perhaps',
      { config: saved, configChanged: 60 },
      undefined,
      'unknown',
      /Save Config/,
    ],
    ['compared with what runs', { config: saved, configChanged: 60 }, running('200'), 'ok', /./],
    [
      'compared, but not the policy',
      { configChanged: 60, policyChanged: 60 },
      running('200'),
      'drift',
      /Filters\.script was/,
    ],
    [
      'on a later version WebAdmin may have written the policy',
      { policyChanged: 60, packages: handedOver.packages.replace('1.2.5', '10.3.1') },
      undefined,
      'unknown',
      /WebAdmin may have written it/,
    ],
  ])('%s', (_name, times, cli, verdict, found) => {
    const one = seen(times, cli);
    const finding = find(one, 'AXIGEN-RESTART');
    expect(finding).toMatchObject({ verdict, aspect: 'running' });
    expect(finding.found).toMatch(found);
    expect(restarts(one)).toEqual(verdict === 'ok' ? [] : ['service']);
  });

  test('a server that tells no times claims nothing', () => {
    const one = situation({ ...server({ configChanged: 60 }), ps: handedOver.ps });
    expect(find(one, 'AXIGEN-RESTART').verdict).toBe('not-applicable');
    expect(restarts(one)).toEqual([]);
  });

  test('an edit of the file is a restart already', () => {
    const one = seen({ config: moved.replace('enable = yes', 'enable = no'), configChanged: 60 });
    expect(restarts(one)).toEqual(['edit-file']);
  });
});

describe('AXIGEN-SAVED', () => {
  test.each([
    ['the same', running('200'), 'ok', /^no difference seen$/],
    [
      'committed and not saved',
      running('7'),
      'drift',
      /maxConnections of the listener 127\.0\.0\.1:2525 is 7 as it runs, and 200 in/,
    ],
    [
      'not usable',
      { kind: 'not-usable', reason: 'the password is wrong', answers: true },
      'not-applicable',
      /the password is wrong$/,
    ],
    ['not asked', undefined, 'not-applicable', /--axigen-password-file/],
  ] as const)('%s', (_name, cli, verdict, found) => {
    const one = seen({ configChanged: -60, policyChanged: -60 }, cli);
    const finding = find(one, 'AXIGEN-SAVED');
    expect(finding).toMatchObject({ verdict, aspect: 'saved' });
    expect(finding.found).toMatch(found);
    expect(restarts(one)).toEqual(verdict === 'drift' ? ['service'] : []);
  });
});

test('a restart that loses what was committed and never saved says so', () => {
  const one = seen({ configChanged: -60, policyChanged: -60 }, running('7'));
  expect(moveAxigenListener.changes(one)).toMatchObject([
    { kind: 'service', summary: expect.stringMatching(/never saved is lost/) },
  ]);
});

test('a policy that WebAdmin may have written: what port 25 shows is enough not to restart for', () => {
  const packages = handedOver.packages.replace('1.2.5', '10.3.1');
  const one = seen({ configChanged: -60, policyChanged: 600, packages });
  const reply = { code: 250, lines: ['mail'] };
  const offering = (keyword: string) =>
    ({
      ...one,
      evidence: {
        banners: new Map(),
        relay: { kind: 'refused', stage: 'rcpt', reply: '550 no' },
        ehlo: {
          kind: 'answered',
          greeting: reply,
          reply,
          keywords: [{ keyword, params: [] }],
          transcript: [],
        },
      },
    }) as const;
  expect(find(one, 'AXIGEN-RESTART').verdict).toBe('unknown');
  expect(find(offering('STARTTLS'), 'AXIGEN-RESTART').verdict).toBe('unknown');
  expect(find(offering('SIZE'), 'AXIGEN-RESTART')).toMatchObject({
    verdict: 'not-applicable',
    found: expect.stringMatching(/10 minutes after AXIGEN was started; WebAdmin .* shows on port 25/),
  });
  expect(restarts(offering('SIZE'))).toEqual([]);
});

test('a file that a step before it changes in the same stage is not compared with what runs', () => {
  const one = seen({ configChanged: 60, policyChanged: -60 }, running('7'));
  const edited = { ...one, edited: new Set([paths.axigenConfig]) };
  for (const id of ['AXIGEN-RESTART', 'AXIGEN-SAVED']) {
    expect(find(one, id).verdict, id).not.toBe('not-applicable');
    expect(find(edited, id)).toMatchObject({
      verdict: 'not-applicable',
      found: expect.stringMatching(/changed by a step before/),
    });
  }
  expect(restarts(edited)).toEqual([]);
});

describe('the limits of the service, on a later version', () => {
  const packages = handedOver.packages.replace('1.2.5', '10.3.1');
  const limits = (connections: string, rate: string) =>
    moved.replace(
      /clients = \(\)/,
      `serviceAccessControl = {\n            peerMaxConnections = ${connections}\n            ${rate}\n        }`,
    );
  const judged = (config: string) => {
    const one = seen({ config, packages, configChanged: -60, policyChanged: -60 });
    const verdict = (id: string) => find(one, id).verdict;
    return [
      verdict('AXIGEN-SERVICE-PEER-CONNECTIONS'),
      verdict('AXIGEN-SERVICE-PEER-RATE'),
      moveAxigenListener.changes(one).length,
    ];
  };

  test.each([
    ['200', 'peerMaxIntervalConnections = 0', ['ok', 'ok', 0]],
    ['2048', 'peerMaxIntervalConnections = 0', ['ok', 'ok', 0]],
    ['20', 'peerMaxIntervalConnections = 0', ['drift', 'ok', 1]],
    ['200', '', ['ok', 'drift', 1]],
    ['many', 'peerMaxIntervalConnections = 50', ['drift', 'drift', 1]],
  ])('%s and %j', (connections, rate, expected) => {
    expect(judged(limits(connections, rate))).toEqual(expected);
  });

  test('are raised with the listener in one edit', () => {
    const one = seen({ config: limits('20', 'peerMaxIntervalConnections = 600'), packages });
    expect(changedLines(onlyEdit(moveAxigenListener.changes(one)))).toEqual([
      '-            peerMaxConnections = 20',
      '-            peerMaxIntervalConnections = 600',
      '+            peerMaxConnections = 200',
      '+            peerMaxIntervalConnections = 0',
    ]);
  });

  test.each<readonly [string, AxigenCliEvidence | undefined, string | undefined, RegExp]>([
    ['nobody asked what runs', undefined, 'risk', /no serviceAccessControl, so its default may count: 20/],
    ['nothing of it runs', running('200'), undefined, /./],
    [
      'it runs with too little',
      { ...running('200'), serviceLimits: new Map([['peermaxconnections', '20']]) } as AxigenCliEvidence,
      'risk',
      /it runs with 20/,
    ],
    [
      'it runs as wanted',
      { ...running('200'), serviceLimits: new Map([['peermaxconnections', '200']]) } as AxigenCliEvidence,
      'ok',
      /it runs with 200/,
    ],
  ])('a file that says nothing of them, %s', (_name, axigenCli, verdict, found) => {
    const one = seen({ packages, configChanged: -60, policyChanged: -60 }, axigenCli);
    const finding = moveAxigenListener.assess(one).find(({ id }) => id === 'AXIGEN-SERVICE-PEER-CONNECTIONS');
    expect(finding?.verdict).toBe(verdict);
    expect(finding?.found ?? '-').toMatch(found);
    expect(moveAxigenListener.changes(one)).toEqual([]);
  });

  test('version 1.2 has none', () => {
    const ids = moveAxigenListener.assess(seen({})).map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('AXIGEN-SERVICE'))).toEqual([]);
  });
});
