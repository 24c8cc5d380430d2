import { beforeAll, expect, test } from 'vitest';
import { labRecipient } from '../../src/lab/paths.js';
import { openFindings } from './support/audit.js';
import { Patient } from './support/damage.js';
import { alwaysOpen, setStandIn } from './support/imss.js';
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

const labs = useLabs();
const outsideOf = useOutsiders();
const remoteTo = useRemotes();

let server: ServerLab;
let outsider: Outsider;
let remote: Remote;
beforeAll(async () => {
  server = await labs.create('outside-imss', { scanner: 'imss' });
  await setStandIn(server, { delay: '0' });
  outsider = await outsideOf(server);
  const { within, sshConfig: config } = outsider;
  remote = await remoteTo(server, { host: `root@${outsider.server}`, within, config });
});

/** The verdict of each OUTSIDE-* once it is set up: the console has no password, and everybody reaches it. */
const usual = {
  'OUTSIDE-BANNER': 'ok',
  'OUTSIDE-STARTTLS': 'ok',
  'OUTSIDE-RELAY': 'ok',
  'OUTSIDE-BACKEND': 'ok',
  'OUTSIDE-AXIGEN-CLI': 'ok',
  'OUTSIDE-CONSOLE': 'risk',
};

test('a server that would be an open relay is set up, and is none at any moment', async () => {
  const setup = remote.setup();
  const answers = await whileStrangersAsk(outsider, setup);
  const said = await setup;
  expect(said.code, said.all).toBe(0);
  expect(answers).toEqual([denied]);
});

test('all is well from outside but the console, as swaks and telnet see it', async () => {
  const audited = await remote.audit();
  expect(seenFromOutside(audited)).toEqual(usual);
  expect(openFindings(audited)).toEqual([...alwaysOpen, 'OUTSIDE-CONSOLE risk']);
  const refused = await strangerAsks(outsider, 'somebody@example.net');
  expect(refused.out).toContain(denied);
  expect(refused.out).not.toContain('STARTTLS');
  expect((await strangerAsks(outsider, labRecipient)).out).toMatch(/\b250 Recipient accepted/);
  expect(await telnetOutside(outsider, 10026)).toBe('Connection refused');
});

test('the backend is exposed, and a firewall drops who wants to see the console', async () => {
  const patient = new Patient(server);
  await patient.sh(`cfg 's/127.0.0.1:10026/0.0.0.0:10026/'; axigen restart`);
  await outsider.closes(8445, 'blackhole');
  expect(seenFromOutside(await remote.audit())).toEqual({
    ...usual,
    'OUTSIDE-BACKEND': 'risk',
    'OUTSIDE-CONSOLE': 'unknown',
  });
  await outsider.opens(8445);
  expect(await telnetOutside(outsider, 10026)).toBe('Connected to');
});
