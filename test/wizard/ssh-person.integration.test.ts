import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.js';
import type { HostKeyView, LegacyView, SecretRequest, SshPerson } from '../../src/host/ssh/person.js';
import { appearanceFor } from '../../src/wizard/form.js';
import { attendedForm } from '../../src/wizard/operator-for.js';
import { sshPerson } from '../../src/wizard/ssh-person.js';
import { key, TerminalDouble } from './terminal-double.js';

const wishes = { yes: false, plain: false, color: true };

async function atTerminal(columns = 80) {
  const terminal = new TerminalDouble(columns);
  const io = terminal.io({ TERM: 'xterm' });
  const { prompter, screen } = await attendedForm(
    io,
    appearanceFor(io, wishes),
    new AbortController().signal,
  );
  return { terminal, person: sshPerson(prompter, screen) };
}

/** What was written before is on the screen. */
async function allDrawn(terminal: TerminalDouble, person: SshPerson): Promise<void> {
  person.note('the end');
  await terminal.shows('the end');
}

/** Lines typed ahead, and what the plain form wrote. */
async function plainly<T>(typed: string, work: (person: SshPerson) => Promise<T>) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  let text = '';
  stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const io = { stdin, stdout, stderr: stdout, cwd: '/', env: {} };
  const look = appearanceFor(io, { ...wishes, plain: true });
  const { prompter, screen } = await attendedForm(io, look, new AbortController().signal);
  stdin.write(typed);
  const answer = await work(sshPerson(prompter, screen)).catch((error: unknown) => error);
  return { answer, text };
}

const evil = 'mail\u001b[2J\r\n\u202e';
const secrets: readonly (readonly [string, SecretRequest, string])[] = [
  [
    'a passphrase',
    { kind: 'passphrase', subject: '/home/me/.ssh/id_rsa' },
    'Passphrase of the key /home/me/.ssh/id_rsa:',
  ],
  ['a password', { kind: 'password', subject: 'mail', user: 'root' }, 'Password of root on mail:'],
  [
    'a prompt of the server',
    { kind: 'keyboard-interactive', subject: 'mail', user: 'root', prompt: ' Token: ' },
    'mail asks root: Token:',
  ],
  ['sudo', { kind: 'sudo', subject: 'mail', user: 'joe' }, 'Password for sudo, of joe on mail:'],
  ['su', { kind: 'su', subject: 'mail', user: 'root' }, 'Password of root on mail, for su:'],
];

const hostKey: HostKeyView = {
  server: 'mail.example.com:2222',
  type: 'ssh-rsa',
  sha256: `SHA256:${'nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8'}`,
  md5: 'MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48',
  publicKeyFile: '/etc/ssh/ssh_host_rsa_key.pub',
  file: '/home/me/.ssh/known_hosts',
};
const legacy: LegacyView = { server: 'mail', missing: 'key exchange', ident: 'SSH-1.99-OpenSSH_3.6.1p2' };

describe.each(secrets)('%s', (_name, request, question) => {
  test('is asked for in the terminal form, and what is typed is never shown', async () => {
    const { terminal, person } = await atTerminal();
    const asked = person.secret(request);
    await terminal.shows(question);
    terminal.press(`s3cret-w0rd${key.enter}`);
    expect(await asked).toBe('s3cret-w0rd');
    await allDrawn(terminal, person);
    expect(terminal.raw).not.toMatch(/s3cret|w0rd|\*/);
  });

  test('is asked for in the plain form, and what is typed is never shown', async () => {
    const { answer, text } = await plainly('s3cret-w0rd\n', (person) => person.secret(request));
    expect(answer).toBe('s3cret-w0rd');
    expect(text).toContain(question);
    expect(text).not.toMatch(/s3cret|w0rd/);
  });

  test('nothing is an answer, too', async () => {
    const { terminal, person } = await atTerminal();
    const asked = person.secret(request);
    await terminal.shows(question);
    terminal.press(key.enter);
    expect(await asked).toBe('');
    expect((await plainly('\n', (plain) => plain.secret(request))).answer).toBe('');
  });

  test('Ctrl-C cancels', async () => {
    const { terminal, person } = await atTerminal();
    const asked = person.secret(request);
    await terminal.shows(question);
    terminal.press(key.ctrlC);
    await expect(asked).rejects.toBeInstanceOf(Cancelled);
    expect((await plainly(key.ctrlC, (plain) => plain.secret(request))).answer).toBeInstanceOf(Cancelled);
  });

  test('the second time it is said that the first was wrong', async () => {
    const again = { ...request, again: true };
    const { text } = await plainly('x\n', (person) => person.secret(again));
    expect(text).toMatch(/did not take that|That is not the passphrase/);
    expect((await plainly('x\n', (person) => person.secret(request))).text).not.toMatch(/did not|is not the/);
  });

  test('names from outside draw nothing', async () => {
    const { text } = await plainly('x\n', (person) =>
      person.secret({ ...request, subject: evil, user: evil, prompt: evil, again: true }),
    );
    expect(text).toContain('mail\\x1b[2J');
    expect(text).not.toMatch(/[\u001b\r\u202e]/);
  });
});

test.each([true, false])('what may be seen is shown as it is typed: %s', async (echo) => {
  const { terminal, person } = await atTerminal();
  const asked = person.secret({
    kind: 'keyboard-interactive',
    subject: 'mail',
    user: 'joe',
    prompt: 'Code:',
    echo,
  });
  await terminal.shows('Code:');
  terminal.press(`123456${key.enter}`);
  expect(await asked).toBe('123456');
  await allDrawn(terminal, person);
  expect(terminal.everything().includes('123456')).toBe(echo);
});

describe('an unknown host key', () => {
  test('both fingerprints stand whole in lines of their own, also where it is narrow', async () => {
    for (const columns of [80, 60]) {
      const { terminal, person } = await atTerminal(columns);
      const asked = person.confirmHostKey(hostKey);
      await terminal.shows('Is this the server?');
      const lines = terminal
        .everything()
        .split('\n')
        .map((line) => line.trim());
      expect(lines).toContain(hostKey.sha256);
      expect(lines).toContain(hostKey.md5);
      expect(terminal.everything()).toMatch(/The host key of mail\.example\.com:2222 \(ssh-rsa\)/);
      terminal.press(key.enter);
      expect(await asked).toBe('no');
    }
  });

  test.each([
    ['\n', 'no'],
    ['1\n', 'no'],
    ['2\n', 'once'],
    ['3\n', 'remember'],
  ])('%j is %s', async (typed, choice) => {
    const { answer, text } = await plainly(typed, (person) => person.confirmHostKey(hostKey));
    expect(answer).toBe(choice);
    expect(text).toContain('\n    ssh-keygen -lf /etc/ssh/ssh_host_rsa_key.pub\n');
    expect(text).toContain('/home/me/.ssh/known_hosts');
  });

  test('without a file it cannot be remembered', async () => {
    const { text } = await plainly('\n', (person) => person.confirmHostKey({ ...hostKey, file: undefined }));
    expect(text).not.toMatch(/remember/);
  });

  test('Ctrl-C cancels, and so does the end of the input', async () => {
    const { terminal, person } = await atTerminal();
    const asked = person.confirmHostKey(hostKey);
    await terminal.shows('Is this the server?');
    terminal.press(key.ctrlC);
    await expect(asked).rejects.toBeInstanceOf(Cancelled);
  });

  test('nothing of it draws on the terminal', async () => {
    const { text } = await plainly('\n', (person) =>
      person.confirmHostKey({
        server: evil,
        type: evil,
        sha256: evil,
        md5: evil,
        publicKeyFile: evil,
        file: evil,
      }),
    );
    expect(text).not.toMatch(/[\u001b\r\u202e]/);
  });
});

describe('the algorithms of old servers', () => {
  test.each([
    ['\n', 'no'],
    ['2\n', 'once'],
    ['3\n', 'remember'],
  ])('%j is %s', async (typed, choice) => {
    const { answer, text } = await plainly(typed, (person) => person.allowLegacy(legacy));
    expect(answer).toBe(choice);
    const words = text.replace(/\s+/g, ' ');
    expect(words).toContain('have no key exchange in common. It calls itself SSH-1.99-OpenSSH_3.6.1p2.');
    expect(words).toMatch(/SHA-1.*--legacy-ssh.*--remember-legacy-ssh/);
  });

  test('no is where the cursor stands, Ctrl-C cancels', async () => {
    const { terminal, person } = await atTerminal();
    const asked = person.allowLegacy(legacy);
    await terminal.shows('❯ No, stop here');
    terminal.press(key.enter);
    expect(await asked).toBe('no');
    const again = person.allowLegacy({ ...legacy, ident: undefined });
    await terminal.shows(/mail\?[\s\S]*mail\?[\s\S]*select/);
    terminal.press(key.ctrlC);
    await expect(again).rejects.toBeInstanceOf(Cancelled);
  });

  test('nothing of it draws on the terminal', async () => {
    const { text } = await plainly('\n', (person) =>
      person.allowLegacy({ server: evil, missing: evil, ident: evil }),
    );
    expect(text).not.toMatch(/[\u001b\r\u202e]/);
  });
});

test('a note is one wrapped text, escaped', async () => {
  const { text } = await plainly('', async (person) => person.note(`${'word '.repeat(40)}${evil}`));
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(text).toContain('mail\\x1b[2J');
});
