import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { labRecipient } from '../../src/lab/paths.js';
import { eicarText } from '../../src/smtp/eicar-message.js';
import { storedLetter, swaks } from './support/mail.js';
import { testRelay } from './support/relay-tests.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { telnet } from './support/telnet.js';
import { askSwaks } from './support/witness.js';

const labs = useLabs();
const generations = [
  ['1.2', /^220 mail\.example\.test AXIGEN SMTP ready/m],
  ['10', /^220 mail\.example\.test Axigen ESMTP ready/m],
] as const;

/** Nothing here is seen by our own clients: swaks and telnet of this machine tell, in the lab's network. */
describe.each(generations)('what others see of AXIGEN %s behind the scanner', (axigen, greeting) => {
  let server: ServerLab;

  beforeAll(async () => {
    server = await labs.create(`e2e-witness-${axigen === '10' ? 'ten' : 'twelve'}`, { axigen });
  });

  describe('before setup', () => {
    test('port 25 is AXIGEN\u2019s own, offers STARTTLS, and whoever comes from 127.0.0.1 may relay', async () => {
      const said = await telnet(server, 25, ['EHLO client.example.org', 'QUIT']);
      expect(said.out).toMatch(greeting);
      expect(said.out).toMatch(/^250[- ]STARTTLS/m);
      const relayed = await askSwaks(server, { from: 'a@example.org', to: 'b@example.net' });
      expect(relayed.code, relayed.all).toBe(0);
    });
  });

  describe('after setup', () => {
    beforeAll(async () => {
      const { code, all } = await server.setup();
      expect(code, all).toBe(0);
    });

    test('telnet: the article\u2019s banner, of AXIGEN through the scanner', async () => {
      const said = await telnet(server, 25, ['QUIT']);
      expect(said.out).toMatch(/^Connected to /m);
      expect(said.out).toMatch(greeting);
      expect(said.out).toMatch(/^221 /m);
    });

    test('swaks and telnet: EHLO offers neither STARTTLS nor BINARYMIME', async () => {
      const typed = await telnet(server, 25, ['EHLO client.example.org', 'QUIT']);
      const asked = await askSwaks(server, { from: 'a@example.org', to: labRecipient });
      for (const { out, all } of [typed, asked]) {
        expect(out, all).toMatch(/\b250[- ]8BITMIME/);
        expect(out).not.toMatch(/STARTTLS|BINARYMIME|CHUNKING/);
      }
    });

    test('swaks: who insists on TLS is told that there is none', async () => {
      const { code, all } = await askSwaks(server, { from: 'a@example.org', to: labRecipient }, ['--tls']);
      expect(code).not.toBe(0);
      expect(all).toContain('Host did not advertise STARTTLS');
    });

    testRelay(() => server);

    describe('letters', () => {
      let subject = '';
      beforeEach(({ task }) => {
        subject = `witness ${task.id}`;
      });

      test('swaks: a letter arrives with the scanner\u2019s header', async () => {
        const sent = await swaks.send(server, { from: 'a@example.org', to: labRecipient, subject });
        expect(sent.code, sent.all).toBe(0);
        expect(await storedLetter(server, labRecipient, subject)).toMatch(
          /^X-Virus-Scanner: This message was checked by NOD32/m,
        );
      });

      test('swaks: past the scanner, on port 2525, it arrives without', async () => {
        const letter = { from: 'a@example.org', to: labRecipient, subject, port: 2525 };
        const sent = await swaks.send(server, letter);
        expect(sent.code, sent.all).toBe(0);
        const stored = await storedLetter(server, labRecipient, subject);
        expect(stored).toContain(subject);
        expect(stored).not.toContain('X-Virus-Scanner');
      });

      test('swaks: as installed, the EICAR test file is taken out and a footnote says so', async () => {
        const attachment = Buffer.from(eicarText()).toString('base64');
        const letter = { from: 'a@example.org', to: labRecipient, subject, attachment };
        const sent = await swaks.send(server, letter);
        expect(sent.code, sent.all).toBe(0);
        const stored = (await storedLetter(server, labRecipient, subject)) ?? '';
        expect(stored).toContain(subject);
        expect(stored).not.toContain(attachment.slice(0, 60));
        expect(stored).toMatch(/eicar/i);
      });
    });
  });
});
