import { describe, expect, test } from 'vitest';
import { askAuthenticated } from '../../src/smtp/ask-authenticated.js';
import { formatTranscript } from '../../src/smtp/transcript.js';
import { scriptedServer } from './scripted-server.js';

const envelope = { helo: 'localhost', from: 'me@example.test', to: 'nobody@example.net' };
const credentials = { user: 'me@example.test', password: 's3cret word' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Answers by the client's words: the replies to AUTH and what follows it, in order; to the rest the usual. */
async function ask(auth: string, logins: readonly string[], rcpt = '250 recipient ok') {
  await using server = await scriptedServer(async (guest) => {
    const left = [...logins];
    guest.say('220 mail ready\r\n');
    for (;;) {
      const line = await guest.hear();
      if (line === undefined) return;
      if (/^EHLO/.test(line)) guest.say(`250-mail\r\n${auth === '' ? '' : `250-${auth}\r\n`}250 OK\r\n`);
      else if (/^MAIL/.test(line)) guest.say('250 sender ok\r\n');
      else if (/^RCPT/.test(line)) guest.say(`${rcpt}\r\n`);
      else if (/^QUIT/.test(line)) guest.say('221 bye\r\n');
      else guest.say(`${left.shift() ?? '500 what?'}\r\n`);
    }
  });
  const { result, transcript } = await askAuthenticated(server.connect, envelope, credentials);
  return { result, shown: formatTranscript(transcript), heard: [...server.heard] };
}

describe('a login through each mechanism', () => {
  // The digest is that of RFC 2195 2, with user and password of its example.
  test('CRAM-MD5', async () => {
    await using server = await scriptedServer(async (guest) => {
      const replies = [
        '220 ready',
        '250-mail\r\n250 AUTH CRAM-MD5 PLAIN',
        `334 ${base64('<1896.697170952@postoffice.reston.mci.net>')}`,
        '235 ok',
        '250 ok',
        '250 ok',
        '221 bye',
      ];
      for (const [index, reply] of replies.entries()) {
        if (index > 0 && (await guest.hear()) === undefined) return;
        guest.say(`${reply}\r\n`);
      }
    });
    const tim = { user: 'tim', password: 'tanstaaftanstaaf' };
    const { result } = await askAuthenticated(server.connect, envelope, tim);
    expect(result).toMatchObject({ kind: 'passed' });
    expect(server.heard[2]).toBe(base64('tim b913a602c7eda7a495b4e6e7334d3890'));
  });

  test('LOGIN', async () => {
    const { result, heard } = await ask('AUTH LOGIN PLAIN', [
      '334 VXNlcm5hbWU6',
      '334 UGFzc3dvcmQ6',
      '235 ok',
    ]);
    expect(result).toMatchObject({ kind: 'passed' });
    expect(heard.slice(1, 4)).toEqual(['AUTH LOGIN', base64(credentials.user), base64(credentials.password)]);
  });

  test('PLAIN, also where only the old form of the keyword is offered', async () => {
    const { result, heard } = await ask('AUTH=PLAIN', ['235 ok']);
    expect(result).toMatchObject({ kind: 'passed' });
    expect(heard[1]).toBe(`AUTH PLAIN ${base64(`\0${credentials.user}\0${credentials.password}`)}`);
  });
});

describe('the login', () => {
  test('that is refused is tried in one other form at most', async () => {
    const { result, heard } = await ask('AUTH PLAIN LOGIN CRAM-MD5', [
      `334 ${base64('<1@mail>')}`,
      '535 no',
      '334 VXNlcm5hbWU6',
      '334 UGFzc3dvcmQ6',
      '535 wrong',
    ]);
    expect(result).toMatchObject({ kind: 'refused', stage: 'auth', reply: { code: 535, lines: ['wrong'] } });
    expect(heard.filter((line) => line.startsWith('AUTH'))).toEqual(['AUTH CRAM-MD5', 'AUTH LOGIN']);
    expect(heard.some((line) => line.startsWith('MAIL'))).toBe(false);
  });

  test('works in the other form where the first cannot be used', async () => {
    const { result } = await ask('AUTH LOGIN CRAM-MD5', [
      '504 not now',
      '334 VXNlcm5hbWU6',
      '334 UGFzc3dvcmQ6',
      '235 ok',
    ]);
    expect(result).toMatchObject({ kind: 'passed' });
  });

  test.each([
    ['', { kind: 'no-login', offered: '' }],
    ['AUTH GSSAPI DIGEST-MD5', { kind: 'no-login', offered: 'GSSAPI DIGEST-MD5' }],
  ])('cannot be made with %j', async (offered, expected) => {
    const { result, heard } = await ask(offered, []);
    expect(result).toEqual(expected);
    expect(heard.at(-1)).toBe('QUIT');
  });

  test('leaves no trace of the password in the transcript', async () => {
    for (const [offered, logins] of [
      ['AUTH CRAM-MD5', [`334 ${base64('<1@mail>')}`, '535 no']],
      [
        'AUTH LOGIN',
        ['334 VXNlcm5hbWU6', '334 UGFzc3dvcmQ6', `535 ${base64(credentials.password)} is wrong`],
      ],
      ['AUTH PLAIN', [`535 ${credentials.password} is wrong`]],
    ] as const) {
      const { shown, heard } = await ask(offered, logins);
      expect(shown).toContain('<hidden>');
      const secrets = [credentials.password, ...heard.filter((_, index) => index > 0)].filter(
        (line) => !/^(AUTH (CRAM-MD5|LOGIN)|MAIL|RCPT|QUIT)/.test(line) && line !== base64(credentials.user),
      );
      for (const secret of secrets) expect(shown).not.toContain(secret.replace(/^AUTH PLAIN /, ''));
    }
  });
});

test('a recipient that is refused after the login is told as that', async () => {
  const { result } = await ask('AUTH PLAIN', ['235 ok'], '550 relaying denied');
  expect(result).toMatchObject({ kind: 'refused', stage: 'rcpt' });
});

test('nothing is sent', async () => {
  const { heard } = await ask('AUTH PLAIN', ['235 ok']);
  expect(heard).not.toContain('DATA');
  expect(heard.at(-1)).toBe('QUIT');
});
