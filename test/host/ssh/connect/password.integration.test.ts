import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineMemory } from '../../../../src/host/ssh/connect/memory.js';
import { makeKeyPair } from '../../../support/ssh/keys.js';
import { type ThrowawayUser, throwawayUser } from '../../../support/ssh/throwaway-user.js';
import { type Sshd, startSshd } from '../../../support/sshd.js';
import { dial, output, person, settingsFor, withLine } from './dialing.js';

let user: ThrowawayUser;
let password: Sshd;
let keyboard: Sshd;
let both: Sshd;

beforeAll(async () => {
  user = await throwawayUser();
  password = await startSshd({ config: ['KbdInteractiveAuthentication no'] });
  const { hostKeys } = password;
  // As SuSE's of the period: passwords by keyboard-interactive alone.
  keyboard = await startSshd({ config: ['UsePAM yes', 'PasswordAuthentication no'], hostKeys });
  const config = ['KbdInteractiveAuthentication no', 'AuthenticationMethods publickey,password'];
  both = await startSshd({ config, hostKeys });
});

afterAll(async () => {
  for (const server of [both, keyboard, password]) await server.end();
  await user.remove();
});

const me = (server: Sshd) => settingsFor(server, { user: user.name });

test('a password, asked for once, and not again when the line is dialled again', async () => {
  const someone = person([user.password]);
  const memory = lineMemory();
  expect(await withLine(dial(me(password), { person: someone, memory }), (up) => output(up, 'id -un'))).toBe(
    `${user.name}\n`,
  );
  await withLine(dial(me(password), { person: someone, memory }), (up) => output(up, 'true'));
  expect(someone.asked).toEqual([{ kind: 'password', subject: `box:${password.port}`, user: user.name }]);
});

test('a refused password is asked for again, three times at most, and none is sent twice', async () => {
  const someone = person(['wrong', 'wrong', 'also wrong', user.password]);
  await expect(dial(me(password), { person: someone })).rejects.toMatchObject({
    message: `box:${password.port} does not let ${user.name} in.`,
    why: expect.stringContaining('It did not take the password.'),
  });
  expect(someone.asked.map(({ again }) => again)).toEqual([undefined, true, true]);
  await expect.poll(() => password.log().split('Failed password').length - 1).toBe(2);
});

test('the second password is right', async () => {
  const someone = person(['wrong', user.password]);
  await withLine(dial(me(password), { person: someone }), (up) => output(up, 'true'));
});

test('nobody is there: the flag is named, and no password shows anywhere', async () => {
  await expect(dial(me(password))).rejects.toMatchObject({
    exitCode: 4,
    next: expect.stringContaining('--ssh-password-file'),
  });
  const error: unknown = await dial(me(password), { person: person(['hunter2', 'hunter3']) }).catch((e) => e);
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('hunter');
});

test('keyboard-interactive, where a server offers nothing else', async () => {
  const someone = person(['wrong', user.password]);
  const memory = lineMemory();
  const settings = me(keyboard);
  expect(await withLine(dial(settings, { person: someone, memory }), (up) => output(up, 'id -un'))).toBe(
    `${user.name}\n`,
  );
  await withLine(dial(settings, { person: someone, memory }), (up) => output(up, 'true'));
  const asked = { kind: 'keyboard-interactive', subject: `box:${keyboard.port}`, user: user.name };
  expect(someone.asked).toMatchObject([asked, { ...asked, again: true }]);
  expect(someone.asked[0]?.prompt).toContain('Password: ');
});

test('a key and then a password, where a server wants both', async () => {
  const other = await makeKeyPair(both.folder, 'ed25519');
  const key = await makeKeyPair(both.folder, 'ed25519');
  both.authorize([key.publicLine]);
  const someone = person([user.password]);
  const settings = { ...me(both), identityFiles: [other.path, key.path] };
  expect(await withLine(dial(settings, { person: someone }), (up) => output(up, 'id -un'))).toBe(
    `${user.name}\n`,
  );
  expect(someone.asked).toHaveLength(1);
});

test('the wrong user is told so, with what the server takes', async () => {
  const someone = person(['a', 'b', 'c']);
  const line = dial({ ...me(password), user: 'nobody-of-that-name' }, { person: someone });
  await expect(line).rejects.toMatchObject({
    exitCode: 3,
    why: expect.stringContaining('It takes: publickey, password.'),
  });
});
