import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { labRecipient } from '../../src/lab/paths.js';
import { eicarText } from '../../src/smtp/eicar-message.js';
import { headerNames, imssHeaderNames, setStandIn } from './support/imss.js';
import { storedLetter, swaks } from './support/mail.js';
import { testRelay } from './support/relay-tests.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { telnet } from './support/telnet.js';
import { askSwaks } from './support/witness.js';

const labs = useLabs();
const generations = [
  ['1.2', 'rhel-3-ws', /^220 mail\.example\.test AXIGEN SMTP ready/m],
  ['10', 'suse-9.0', /^220 mail\.example\.test Axigen ESMTP ready/m],
] as const;

const letter = { from: 'a@example.org', to: labRecipient };

/** Nothing here is seen by our own clients: swaks and telnet of this machine tell, in the lab's network. */
describe.each(generations)('what others see of AXIGEN %s behind IMSS on %s', (axigen, distro, greeting) => {
  let server: ServerLab;

  beforeAll(async () => {
    const name = `e2e-witness-imss-${axigen === '10' ? 'ten' : 'twelve'}`;
    server = await labs.create(name, { scanner: 'imss', axigen, distro });
    await setStandIn(server, { delay: '1' });
  });

  describe('before setup', () => {
    test('port 25 is AXIGEN\u2019s own, offers STARTTLS, and whoever comes from 127.0.0.1 may relay', async () => {
      const said = await telnet(server, 25, ['EHLO client.example.org', 'QUIT']);
      expect(said.out).toMatch(greeting);
      expect(said.out).not.toContain('IMSS');
      expect(said.out).toMatch(/^250[- ]STARTTLS/m);
      const relayed = await askSwaks(server, { from: 'a@example.org', to: 'b@example.net' });
      expect(relayed.code, relayed.all).toBe(0);
    });

    test('swaks: a letter arrives as it was sent, the EICAR test file too', async () => {
      const attachment = Buffer.from(eicarText()).toString('base64');
      const sent = await swaks.send(server, { ...letter, subject: 'before', attachment });
      expect(sent.code, sent.all).toBe(0);
      const stored = (await storedLetter(server, labRecipient, 'before')) ?? '';
      expect(stored).toContain(attachment.slice(0, 60));
      expect(stored).not.toContain('X-imss-');
    });
  });

  describe('after setup', () => {
    beforeAll(async () => {
      const { code, all } = await server.setup();
      expect(code, all).toBe(0);
    });

    test('telnet: the article\u2019s two banners, of IMSS and of AXIGEN', async () => {
      const said = await telnet(server, 25, ['QUIT']);
      expect(said.out).toMatch(/^Connected to /m);
      expect(said.out).toMatch(/^220-TrendMicro IMSS SMTP proxy\r?\n220 mail\.example\.test /m);
      expect(said.out).toMatch(greeting);
      expect(said.out).toMatch(/^221 /m);
    });

    test('swaks and telnet: EHLO offers AUTH, and neither STARTTLS nor BINARYMIME', async () => {
      const typed = await telnet(server, 25, ['EHLO client.example.org', 'QUIT']);
      const asked = await askSwaks(server, letter);
      for (const { out, all } of [typed, asked]) {
        expect(out, all).toMatch(/\b250[- ]8BITMIME/);
        expect(out, all).toMatch(/\b250[- ]AUTH /);
        expect(out).not.toMatch(/STARTTLS|BINARYMIME|CHUNKING/);
      }
    });

    test('swaks: who insists on TLS is told that there is none; telnet: who asks for it all the same is refused', async () => {
      const { code, all } = await askSwaks(server, letter, ['--tls']);
      expect(code).not.toBe(0);
      expect(all).toContain('Host did not advertise STARTTLS');
      const typed = await telnet(server, 25, ['EHLO client.example.org', 'STARTTLS', 'QUIT']);
      expect(typed.out).toMatch(/^50\d .*\r?\n221[- ]/m);
      expect(typed.out).not.toMatch(/^220 .*TLS/im);
    });

    testRelay(() => server);

    describe('letters', () => {
      let subject = '';
      beforeEach(({ task }) => {
        subject = `witness ${task.id}`;
      });

      test('swaks: a letter arrives with the headers of IMSS', async () => {
        const sent = await swaks.send(server, { ...letter, subject });
        expect(sent.code, sent.all).toBe(0);
        const stored = (await storedLetter(server, labRecipient, subject)) ?? '';
        expect(stored).toMatch(/^X-imss-version: \d/m);
        expect(headerNames(stored).slice(-imssHeaderNames.length)).toEqual(imssHeaderNames);
      });

      test('swaks: past the scanner, on port 10026, it arrives without', async () => {
        const sent = await swaks.send(server, { ...letter, subject, port: 10_026 });
        expect(sent.code, sent.all).toBe(0);
        const stored = await storedLetter(server, labRecipient, subject);
        expect(stored).toContain(subject);
        expect(stored).not.toContain('X-imss-');
      });

      test('swaks: the EICAR test file does not arrive, and the letter says why', async () => {
        const attachment = Buffer.from(eicarText()).toString('base64');
        const sent = await swaks.send(server, { ...letter, subject, attachment });
        expect(sent.code, sent.all).toBe(0);
        const stored = (await storedLetter(server, labRecipient, subject)) ?? '';
        expect(stored).toContain(subject);
        expect(stored).not.toContain(attachment.slice(0, 60));
        expect(stored).toMatch(/IMSS stand-in: .* was removed \(EICAR test file\)/);
      });
    });
  });

  describe('after rollback', () => {
    beforeAll(async () => {
      const { code, all } = await server.product('rollback', '--yes');
      expect(code, all).toBe(0);
    });

    test('telnet: AXIGEN alone greets again', async () => {
      const said = await telnet(server, 25, ['EHLO client.example.org', 'QUIT']);
      expect(said.out).toMatch(greeting);
      expect(said.out).not.toContain('IMSS');
      expect(said.out).toMatch(/^250[- ]STARTTLS/m);
    });
  });
});
