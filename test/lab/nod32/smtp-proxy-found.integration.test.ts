import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Action } from '../../../src/lab/nod32/option-reader.js';
import { scannerHeader } from '../../../src/lab/nod32/outgoing-message.js';
import type { Policy } from '../../../src/lab/nod32/settings.js';
import { eicar } from '../../../src/lab/scanning/eicar.js';
import type { SmtpSink } from '../proxy/smtp-sink.js';
import {
  infectedMessage,
  plainMessage,
  unknownEncodingMessage,
  withAttachment,
} from '../scanning/messages.js';
import { lenient, ProxiedSink, sendMail } from './proxied-sink.js';

let server: ProxiedSink;
let sink: SmtpSink;

beforeEach(async () => {
  server = await ProxiedSink.start();
  sink = server.sink;
});
afterEach(() => server.close());

describe('what is found', () => {
  test('the EICAR file is removed from its attachment, and a footnote tells', async () => {
    expect(await sendMail(await server.open(), infectedMessage)).toMatch(/^250 /);
    const [message = ''] = sink.messages;
    expect(message.startsWith(scannerHeader)).toBe(true);
    expect(message).toContain('See the attachment.');
    expect(message).not.toContain(Buffer.from(eicar).toString('base64'));
    const footnote =
      '__________ NOD32 for Linux Mail Server __________\r\n\r\nHEAD\r\n\r\n  attachment "eicar.com": EICAR test file, removed\r\n\r\nFOOT\r\n';
    expect(message).toContain(
      `--b 1\r\nContent-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${footnote}\r\n--b 1--\r\n`,
    );
  });

  test('a message that is nothing but EICAR keeps its own headers', async () => {
    await sendMail(await server.open(), `Subject: s\r\nContent-Type: text/html\r\n\r\n${eicar}\r\n`);
    const [message = ''] = sink.messages;
    expect(message).toContain(`${scannerHeader}Subject: s\r\nContent-Type: text/plain`);
    expect(message).not.toContain('text/html');
    expect(message).toContain('the text of this message: EICAR test file, removed');
  });

  test('an attachment that cannot be scanned is removed', async () => {
    await sendMail(await server.open(), unknownEncodingMessage);
    expect(sink.messages[0]).toContain('attachment "blob.bin": unknown encoding x-secret, removed');
    expect(sink.messages[0]).not.toContain('garbage');
  });

  const replies: Readonly<Record<Exclude<Action, 'accept'>, RegExp>> = {
    reject: /^554 5\.7\.1 nod32smtp/,
    defer: /^451 4\.7\.1 nod32smtp/,
    discard: /^250 2\.0\.0 nod32smtp/,
  };
  const rules: readonly [keyof Policy, string][] = [
    ['onProcessed', plainMessage],
    ['onInfected', infectedMessage],
    ['onUncleanable', infectedMessage],
    ['onNotScanned', unknownEncodingMessage],
  ];
  for (const [rule, message] of rules) {
    for (const action of ['reject', 'defer', 'discard'] as const) {
      test(`${rule} = ${action}`, async () => {
        const to = await server.open({ policy: { ...lenient, [rule]: action } });
        expect(await sendMail(to, message)).toMatch(replies[action]);
        expect(sink.messages).toEqual([]);
        expect(sink.commands.slice(-1)).toEqual(['RSET']);
        to.send('QUIT\r\n');
        expect(await to.untilClosed()).toBe('221 Good bye\r\n'); // the reply to RSET was the proxy's own business
      });
    }
  }

  test('av_enabled = no passes everything as it is', async () => {
    await sendMail(await server.open({ policy: { ...lenient, antivirus: false } }), infectedMessage);
    expect(sink.messages).toEqual([infectedMessage]);
  });

  test('the rules for infected mail leave clean mail alone', async () => {
    await sendMail(
      await server.open({ policy: { ...lenient, onInfected: 'reject', onNotScanned: 'reject' } }),
      withAttachment('Content-Type: text/plain', 'fine'),
    );
    expect(sink.messages).toHaveLength(1);
  });
});
