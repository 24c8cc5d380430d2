import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { imssHeaders } from '../../../src/lab/imss/imss-headers.js';
import { eicar } from '../../../src/lab/scanning/eicar.js';
import { ImssProxy } from './imss-proxy.js';

let proxy: ImssProxy;

beforeEach(async () => {
  proxy = await ImssProxy.create();
});
afterEach(() => proxy.close());

interface Said {
  readonly code: number | undefined;
  readonly text: string;
}

/** A mail client from outside of this project. */
async function swaks(port: number, ...flags: readonly string[]): Promise<Said> {
  const where = ['--server', '127.0.0.1', '--port', String(port), '--helo', 'client.example.org'];
  const envelope = ['--from', 'a@example.org', '--to', 'b@example.test', '--timeout', '10'];
  const { exitCode, all } = await execa('swaks', [...where, ...envelope, ...flags], {
    all: true,
    reject: false,
  });
  return { code: exitCode, text: all };
}

const withAuth = 'supported_esmtp_cmds=PIPELINING,SIZE,8BITMIME,AUTH';
const login = [
  '--auth',
  'LOGIN',
  '--auth-user',
  'alice',
  '--auth-password',
  'secret',
  '--quit-after',
  'AUTH',
];

describe('swaks', () => {
  test.each([[], ['--pipeline']])('delivers a letter (%j)', async (...flags) => {
    const { code, text } = await swaks(await proxy.start(), ...flags, '--header', 'X-Mine: last');
    expect(code, text).toBe(0);
    expect(text).toContain('220-TrendMicro IMSS SMTP proxy');
    const [message = ''] = proxy.sink.messages;
    const [header = '', body = ''] = message.split('\r\n\r\n');
    expect(header.endsWith(`X-Mine: last\r\n${imssHeaders.trimEnd()}`), header).toBe(true);
    expect(body).toContain('This is a test mailing');
  });

  test('sends the EICAR test file, and it does not arrive', async () => {
    const flags = [
      '--attach-type',
      'application/octet-stream',
      '--attach-name',
      'eicar.com',
      '--attach',
      eicar,
    ];
    const { code, text } = await swaks(await proxy.start(), ...flags);
    expect(code, text).toBe(0);
    const [message = ''] = proxy.sink.messages;
    expect(message).toContain('The attachment "eicar.com" was removed (EICAR test file)');
    expect(message).not.toContain(Buffer.from(eicar).toString('base64').slice(0, 60));
  });

  test('is told that there is no TLS', async () => {
    const { code, text } = await swaks(await proxy.start(), '--tls');
    expect(code).not.toBe(0);
    expect(text).toContain('Host did not advertise STARTTLS');
  });

  test('logs in where AUTH is on the list, and nowhere else', async () => {
    const without = await swaks(await proxy.start(), ...login);
    expect(without.code).not.toBe(0);
    expect(without.text).toContain('Host did not advertise authentication');
    expect(proxy.sink.commands.join()).not.toContain('AUTH');
    const { code, text } = await swaks(await proxy.start(withAuth), ...login);
    expect(text).toMatch(/250-AUTH PLAIN LOGIN/);
    expect(code, text).toBe(0);
  });
});
