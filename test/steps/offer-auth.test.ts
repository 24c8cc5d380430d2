import { describe, expect, test } from 'vitest';
import { type AuthRelayEvidence, type Evidence, noEvidence } from '../../src/model/probe.js';
import type { Situation } from '../../src/model/step.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import { nod32Scanner } from '../../src/products/nod32/scanner.js';
import { closeOpenRelay } from '../../steps/close-open-relay.js';
import { offerAuth } from '../../steps/offer-auth.js';
import { offering, refusedEhlo } from '../support/ehlo.js';
import {
  answers,
  fresh,
  handedOver,
  imssIni,
  imssPaths,
  scannerStarted,
  withScanner,
} from '../support/imss-server.js';
import {
  handedOver as behindNod32,
  printed,
  psSince,
  type Server,
  serverTime,
  situation,
  withFiles,
} from '../support/server.js';
import { changedLines, findingNamed, onlyEdit, verdicts } from '../support/steps.js';

const key = 'supported_esmtp_cmds';
const asInstalled = `${key}=PIPELINING,SIZE,VRFY,ETRN,XVERP,8BITMIME`;
const see = (server: Server, evidence: Partial<Evidence> = {}, more: Partial<Situation> = {}) =>
  situation(server, { answers, evidence: { ...noEvidence, ...evidence }, ...more });
const withList = (line: string, server = handedOver) =>
  withFiles(server, { [imssPaths.config]: imssIni.replace(asInstalled, line) });
const listed = withList(`${asInstalled},AUTH`);

const accepted: AuthRelayEvidence = { kind: 'accepted', stage: 'rcpt', reply: '250 ok' };
const plain = offering('SIZE');
const auth = offering('SIZE', 'AUTH PLAIN LOGIN', 'AUTH PLAIN');

describe('offer-auth', () => {
  test('as installed: AUTH is added to the list, nothing else, and IMSS is restarted', () => {
    const [edit, ...restarts] = offerAuth.changes(see(handedOver));
    expect(changedLines(onlyEdit(edit === undefined ? [] : [edit]))).toEqual([
      `-${asInstalled}`,
      `+${asInstalled},AUTH`,
    ]);
    expect(edit).toMatchObject({
      summary: `Change ${key} in ${imssPaths.config}`,
      readers: [{ id: 'imss' }],
    });
    expect(restarts).toMatchObject([{ kind: 'service', verb: 'restart', service: { id: 'imss' } }]);
    expect(verdicts(offerAuth, see(handedOver))).toEqual({
      'IMSS-AUTH': 'drift',
      'SMTP-AUTH': 'unknown',
      'SMTP-AUTH-LOGIN': 'unknown',
    });
  });

  test('IMSS that does not run is not started by the way', () => {
    expect(offerAuth.changes(see(withScanner))).toMatchObject([{ kind: 'edit-file' }]);
  });

  test.each([
    [
      'the article\u2019s spelling',
      'supported_esmtx_cmds=SIZE,VERFY',
      'supported_esmtx_cmds=SIZE,VERFY,AUTH',
    ],
    ['blanks after the commas', `${key}=SIZE, VRFY`, `${key}=SIZE, VRFY, AUTH`],
    ['an empty list', `${key}=`, `${key}=AUTH`],
  ])('%s is kept', (_name, line, after) => {
    const [edit] = offerAuth.changes(see(withList(line)));
    expect(changedLines(onlyEdit(edit === undefined ? [] : [edit]))).toEqual([`-${line}`, `+${after}`]);
  });

  test('done: nothing to do', () => {
    const done = see(listed, { ehlo: auth, backendEhlo: auth, authRelay: accepted });
    expect(verdicts(offerAuth, done)).toEqual({
      'IMSS-AUTH': 'ok',
      'SMTP-AUTH': 'ok',
      'SMTP-AUTH-LOGIN': 'ok',
    });
    expect(findingNamed(offerAuth, done, 'SMTP-AUTH').found).toBe('AUTH PLAIN LOGIN');
    expect(offerAuth.changes(done)).toEqual([]);
    expect(offerAuth.changes(see(withList(`${key}=auth,SIZE`)))).toEqual([]);
  });

  test('the key is never made', () => {
    const server = withList(`# ${asInstalled}`);
    expect(findingNamed(offerAuth, see(server), 'IMSS-AUTH')).toMatchObject({
      verdict: 'unknown',
      remedy: expect.stringMatching(/IMSS manual/),
    });
    expect(offerAuth.changes(see(server))).toEqual([]);
    expect(verdicts(offerAuth, see(server, { ehlo: auth }))['IMSS-AUTH']).toBe('ok');
    expect(verdicts(offerAuth, see(server, { ehlo: plain }))['IMSS-AUTH']).toBe('unknown');
  });

  test.each([
    ['both spellings', `${asInstalled}\nsupported_esmtx_cmds=SIZE`, /both supported_esmtp_cmds/],
    ['two lists', `${asInstalled}\n${key}=SIZE`, /more than once/],
    ['what may be a comment', `${key}=SIZE ; AUTH`, /comment/],
    ['a quote', `${key}=SIZE,"VRFY"`, /characters/],
    ['a control character within quotes', `${key}="SIZE\u0001"`, /characters/],
    ['a backslash', `${key}=SIZE\\,VRFY`, /characters/],
  ])('%s: which list counts is not known, so none is edited', (_name, line, words) => {
    const finding = findingNamed(offerAuth, see(withList(line)), 'IMSS-AUTH');
    expect(finding).toMatchObject({ verdict: 'risk', found: expect.stringMatching(words) });
    expect(offerAuth.changes(see(withList(line)))).toEqual([]);
  });

  test.each([
    ['not installed', fresh, 'drift'],
    ['unreadable', withFiles(handedOver, { [imssPaths.config]: { unreadable: 'EIO' } }), 'unknown'],
  ] as const)('%s: said as it is, and no changes', (_name, server, verdict) => {
    expect(verdicts(offerAuth, see(server))['IMSS-AUTH']).toBe(verdict);
    expect(offerAuth.changes(see(server))).toEqual([]);
  });
});

describe('offer-auth, what port 25 does', () => {
  const refused = refusedEhlo('Internal configuration error');

  test('is asked once IMSS owns it, and AXIGEN behind it as well', () => {
    expect(offerAuth.probes?.(see(scannerStarted))).toEqual([]);
    const ehlo = [25, 10_026].map((port) => ({ kind: 'ehlo', port }));
    expect(offerAuth.probes?.(see(handedOver))).toEqual([...ehlo, { kind: 'auth-relay', port: 25 }]);
    const { recipient: _, ...nobody } = answers;
    expect(offerAuth.probes?.(see(handedOver, {}, { answers: nobody }))).toEqual(ehlo);
    expect(verdicts(offerAuth, see(handedOver, {}, { answers: nobody }))['SMTP-AUTH-LOGIN']).toBe(
      'not-applicable',
    );
    expect(verdicts(offerAuth, see(scannerStarted, { ehlo: auth, authRelay: accepted }))).toMatchObject({
      'SMTP-AUTH': 'not-applicable',
      'SMTP-AUTH-LOGIN': 'not-applicable',
    });
  });

  test.each([
    ['not asked', {}, 'unknown', /^not asked yet$/],
    ['no answer to judge', { ehlo: refused }, 'unknown', /^refused at greeting: 421/],
    ['offered', { ehlo: auth }, 'ok', /^AUTH PLAIN LOGIN$/],
    ['not offered', { ehlo: plain }, 'drift', /^AUTH is not offered$/],
    ['not offered, though AXIGEN does', { ehlo: plain, backendEhlo: auth }, 'drift', /^AUTH is not offered$/],
    [
      'not offered, nor by AXIGEN',
      { ehlo: plain, backendEhlo: plain },
      'risk',
      /AXIGEN itself.* none either$/,
    ],
    [
      'not offered, AXIGEN not heard',
      { ehlo: plain, backendEhlo: refused },
      'drift',
      /^AUTH is not offered$/,
    ],
  ] as const)('%s', (_name, evidence, verdict, words) => {
    expect(findingNamed(offerAuth, see(listed, evidence), 'SMTP-AUTH')).toMatchObject({
      verdict,
      found: expect.stringMatching(words),
    });
  });

  test.each<readonly [AuthRelayEvidence | undefined, string, RegExp]>([
    [undefined, 'unknown', /^not tried yet$/],
    [{ kind: 'accepted', stage: 'rcpt', reply: '250 ok' }, 'ok', /^it works$/],
    [{ kind: 'refused', stage: 'rcpt', reply: '550 no relay' }, 'ok', /^it works$/],
    [{ kind: 'refused', stage: 'auth', reply: '535 no' }, 'drift', /^refused: 535 no$/],
    [{ kind: 'no-login', reason: 'no login is offered on port 25' }, 'drift', /no login is offered/],
    [{ kind: 'not-possible', reason: 'no password' }, 'not-applicable', /^not tried: no password$/],
    [{ kind: 'broken', reason: 'closed' }, 'unknown', /^it broke off: closed$/],
  ])('a login: %j', (authRelay, verdict, words) => {
    const evidence = authRelay === undefined ? {} : { authRelay };
    expect(findingNamed(offerAuth, see(listed, evidence), 'SMTP-AUTH-LOGIN')).toMatchObject({
      verdict,
      found: expect.stringMatching(words),
    });
  });

  test('no login where AXIGEN offers none is AXIGEN\u2019s business', () => {
    const evidence = { backendEhlo: plain, authRelay: { kind: 'no-login', reason: 'none' } as const };
    expect(verdicts(offerAuth, see(listed, evidence))['SMTP-AUTH-LOGIN']).toBe('risk');
  });

  test.each([`# ${asInstalled}`, `${asInstalled}\nsupported_esmtx_cmds=SIZE`])(
    'what cannot be put on a list is not offered, and that takes nothing back: %j',
    (line) => {
      const authRelay = { kind: 'no-login', reason: 'none' } as const;
      const seen = see(withList(line), { ehlo: plain, backendEhlo: auth, authRelay });
      expect(findingNamed(offerAuth, seen, 'SMTP-AUTH')).toMatchObject({
        verdict: 'risk',
        remedy: expect.stringContaining('IMSS-AUTH'),
      });
      expect(verdicts(offerAuth, seen)['SMTP-AUTH-LOGIN']).toBe('risk');
    },
  );

  test('ports that cannot be read are unknown, whatever was heard', () => {
    const server = { ...listed, commands: { ...listed.commands, ports: printed('no netstat\n', 127) } };
    expect(verdicts(offerAuth, see(server, { ehlo: auth, authRelay: accepted }))).toEqual({
      'IMSS-AUTH': 'ok',
      'SMTP-AUTH': 'unknown',
      'SMTP-AUTH-LOGIN': 'unknown',
    });
  });

  describe('a list that is right and was not read', () => {
    const since = (modified: number): Server =>
      withFiles(
        { ...listed, ps: psSince(['axigen', 4000]) + psSince(['any-name', 3000]).replace('812', '201') },
        {
          [imssPaths.config]: {
            modified,
            bytes: Buffer.from(imssIni.replace(asInstalled, `${asInstalled},AUTH`), 'latin1'),
          },
        },
      );
    const owed = since(serverTime - 1000);

    test('IMSS is restarted', () => {
      expect(offerAuth.changes(see(owed, { ehlo: plain }))).toMatchObject([
        { kind: 'service', verb: 'restart', service: { id: 'imss' } },
      ]);
    });

    test.each([
      ['AUTH is offered', see(owed, { ehlo: auth })],
      ['nobody has asked', see(owed)],
      ['it was read', see(since(serverTime - 3500), { ehlo: plain })],
    ])('unless %s', (_name, one) => {
      expect(offerAuth.changes(one)).toEqual([]);
    });
  });
});

test('who cannot log in before it is led here', () => {
  const evidence = { authRelay: { kind: 'no-login', reason: 'no login is offered on port 25' } as const };
  const relay = closeOpenRelay(imssScanner);
  expect(findingNamed(relay, see(handedOver, evidence), 'RELAY-AUTH').remedy).toMatch(/^IMSS .*offer-auth/);
  const nod32 = situation(behindNod32, { evidence: { ...noEvidence, ...evidence } });
  expect(findingNamed(closeOpenRelay(nod32Scanner), nod32, 'RELAY-AUTH').remedy).toMatch(/^See which logins/);
});
