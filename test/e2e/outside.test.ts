import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { labRecipient } from '../../src/lab/paths.js';
import { Patient } from './support/damage.js';
import { type Remote, useRemotes } from './support/remote.js';
import {
  denied,
  seenFromOutside,
  strangerAsks,
  telnetOutside,
  whileStrangersAsk,
} from './support/seen-from-outside.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { type Outsider, useOutsiders } from './support/veth.js';

// Two machines with a cable between them, so that "from outside" is real.

const labs = useLabs();
const outsideOf = useOutsiders();
const remoteTo = useRemotes();

let server: ServerLab;
let outsider: Outsider;
let remote: Remote;
let patient: Patient;
beforeAll(async () => {
  server = await labs.create('outside');
  outsider = await outsideOf(server);
  const { within, sshConfig: config } = outsider;
  remote = await remoteTo(server, { host: `root@${outsider.server}`, within, config });
});

/** The verdict of each OUTSIDE-*. */
const good = {
  'OUTSIDE-BANNER': 'ok',
  'OUTSIDE-STARTTLS': 'ok',
  'OUTSIDE-RELAY': 'ok',
  'OUTSIDE-BACKEND': 'ok',
  'OUTSIDE-AXIGEN-CLI': 'ok',
};

test('a server that would be an open relay is set up, and is none at any moment', async () => {
  expect(await server.sh('cat /var/opt/axigen/filters/smtpFilters.script')).toContain('127.0.0.0/255.0.0.0');
  const setup = remote.setup();
  const answers = await whileStrangersAsk(outsider, setup);
  const said = await setup;
  expect(said.code, said.all).toBe(0);
  expect(answers).toEqual([denied]);
});

describe('set up from outside', () => {
  beforeAll(async () => {
    patient = new Patient(server);
    await patient.sh('keep_good');
  });

  test('everything is well from there, too', async () => {
    const audited = await remote.audit();
    expect(seenFromOutside(audited)).toEqual(good);
    expect(audited.said.code, audited.said.all).toBe(0);
  });

  test('swaks and telnet see the same', async () => {
    const refused = await strangerAsks(outsider, 'somebody@example.net');
    expect(refused.out).toContain(denied);
    expect(refused.out).not.toContain('STARTTLS');
    expect((await strangerAsks(outsider, labRecipient)).out).toMatch(/\b250 Recipient accepted/);
    for (const port of [2525, 7000]) expect(await telnetOutside(outsider, port)).toBe('Connection refused');
  });

  test('another machine that answers at the address says nothing of this server', async () => {
    const leaves = await outsider.greetsInstead();
    const audited = await remote.audit('--outside', outsider.another);
    await leaves();
    expect(seenFromOutside(audited)).toEqual({
      'OUTSIDE-BANNER': 'risk',
      'OUTSIDE-STARTTLS': 'unknown',
      'OUTSIDE-RELAY': 'unknown',
      'OUTSIDE-BACKEND': 'unknown',
      'OUTSIDE-AXIGEN-CLI': 'unknown',
    });
  });

  describe('with everything open', () => {
    beforeAll(async () => {
      await patient.sh(`
cfg -e 's/127.0.0.1:2525/0.0.0.0:2525/' -e 's/127.0.0.1:7000/0.0.0.0:7000/' -e 's/allowStartTLS = no/allowStartTLS = yes/'
policy 's/set (remoteDelivery, "auth");/&\\n    if (anyOf (iprange (remoteSmtpIp, "127.0.0.0\\/255.0.0.0"))) { set(remoteDelivery, "all"); }/'
axigen restart`);
    });
    const open = {
      'OUTSIDE-BANNER': 'ok',
      'OUTSIDE-STARTTLS': 'drift',
      'OUTSIDE-RELAY': 'risk',
      'OUTSIDE-BACKEND': 'risk',
      'OUTSIDE-AXIGEN-CLI': 'risk',
    };

    test('each is found, as swaks and telnet see it', async () => {
      expect(seenFromOutside(await remote.audit())).toEqual(open);
      const taken = await strangerAsks(outsider, 'somebody@example.net');
      expect(taken.out).toMatch(/\b250 Recipient accepted/);
      expect(taken.out).toContain('250-STARTTLS');
      expect(await telnetOutside(outsider, 2525)).toBe('Connected to');
      expect(await telnetOutside(outsider, 7000)).toBe('Connected to');
    });

    describe('behind a firewall', () => {
      afterEach(async () => {
        for (const port of [25, 2525, 7000]) await outsider.opens(port);
      });

      test('that says nothing or that it is prohibited, what is there is not known', async () => {
        await outsider.closes(25, 'blackhole');
        await outsider.closes(2525, 'blackhole');
        await outsider.closes(7000, 'prohibit');
        expect(seenFromOutside(await remote.audit())).toEqual({
          'OUTSIDE-BANNER': 'unknown',
          'OUTSIDE-STARTTLS': 'unknown',
          'OUTSIDE-RELAY': 'unknown',
          'OUTSIDE-BACKEND': 'unknown',
          'OUTSIDE-AXIGEN-CLI': 'unknown',
        });
      });
    });

    test('setup closes what is its own', async () => {
      const said = await remote.setup();
      expect(said.code, said.all).toBe(0);
      expect(seenFromOutside(await remote.audit())).toEqual({ ...good, 'OUTSIDE-AXIGEN-CLI': 'risk' });
      expect((await strangerAsks(outsider, 'somebody@example.net')).out).toContain(denied);
      expect(await telnetOutside(outsider, 2525)).toBe('Connection refused');
    });
  });

  test('a port 25 that is closed to others is not as it should be', async () => {
    await patient.sh('scanner stop');
    const audited = await remote.audit();
    expect(seenFromOutside(audited)).toMatchObject({
      'OUTSIDE-BANNER': 'drift',
      'OUTSIDE-RELAY': 'not-applicable',
    });
  });
});
