import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { isLegacyRemembered, rememberedFile, rememberLegacy } from '../../../src/host/ssh/remembered.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const mail = { hostName: 'mail.example.com', port: 22 };

test.each([
  [{ XDG_CONFIG_HOME: '/config', HOME: '/home/me' }, '/config/gateway-setup/hosts.json'],
  [{ XDG_CONFIG_HOME: '', HOME: '/home/me' }, '/home/me/.config/gateway-setup/hosts.json'],
  [{ XDG_CONFIG_HOME: 'config', HOME: '/home/me' }, '/home/me/.config/gateway-setup/hosts.json'],
  [{}, undefined],
])('where it is: %j', (env, file) => {
  expect(rememberedFile(env)).toBe(file);
});

function memory(name: string) {
  const file = folder(name, 'gateway-setup', 'hosts.json');
  const notes: string[] = [];
  const note = (text: string) => void notes.push(text);
  return {
    file,
    notes,
    put(text: string) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    },
    has: (server: typeof mail) => isLegacyRemembered(file, server, note),
    add: (server: typeof mail) => rememberLegacy(file, server, note),
  };
}

test('a server, with its port, in whatever case', () => {
  const { file, notes, has, add } = memory('added');
  expect(has(mail)).toBe(false);
  add(mail);
  add({ hostName: '2001:DB8::1', port: 2222 });
  add(mail);
  expect(has({ ...mail, hostName: 'MAIL.example.com' })).toBe(true);
  expect(has({ hostName: '2001:db8::1', port: 2222 })).toBe(true);
  expect(has({ ...mail, port: 2222 })).toBe(false);
  expect(notes).toEqual([]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    schemaVersion: 1,
    hosts: { 'mail.example.com:22': { legacySsh: true }, '[2001:db8::1]:2222': { legacySsh: true } },
  });
  expect([statSync(file).mode & 0o777, statSync(dirname(file)).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(readdirSync(dirname(file))).toEqual(['hosts.json']);
});

test('an entry that is deleted is forgotten, and what else an entry says stays', () => {
  const { file, put, has, add } = memory('edited');
  put(
    '{ "schemaVersion": 1, "hosts": { "other:22": { "comment": "mine" }, "off:22": { "legacySsh": false } } }',
  );
  expect(
    ['mail.example.com', 'other', 'off', '__proto__'].map((hostName) => has({ ...mail, hostName })),
  ).toEqual([false, false, false, false]);
  add({ ...mail, hostName: 'other' });
  expect(has({ ...mail, hostName: 'other' })).toBe(true);
  expect(readFileSync(file, 'utf8')).toContain('"comment": "mine"');
});

test.each([
  ['cut off', '{ "schemaVersion": 1, "hosts": {'],
  ['empty', ''],
  ['something else', '[]'],
  ['an entry that is none', '{ "schemaVersion": 1, "hosts": { "mail.example.com:22": true } }'],
  ['of a later version', '{ "schemaVersion": 2, "hosts": { "mail.example.com:22": { "legacySsh": true } } }'],
])('damaged: %s: said, counts as empty, is left as it is', (what, text) => {
  const { file, notes, put, has, add } = memory(`damaged ${what}`);
  put(text);
  expect(has(mail)).toBe(false);
  expect(notes).toEqual([expect.stringContaining(file)]);
  add(mail);
  expect(notes).toHaveLength(2);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('what cannot be written is said, and leaves nothing behind', () => {
  const { file, notes, has, add } = memory('folder');
  mkdirSync(file, { recursive: true });
  add(mail);
  expect(has(mail)).toBe(false);
  expect(notes).toHaveLength(2);
  expect(readdirSync(dirname(file))).toEqual(['hosts.json']);
});

test('without a place nothing is remembered, and that is said', () => {
  const notes: string[] = [];
  expect(isLegacyRemembered(undefined, mail, (text) => notes.push(text))).toBe(false);
  expect(notes).toEqual([]);
  rememberLegacy(undefined, mail, (text) => notes.push(text));
  expect(notes).toEqual([expect.stringContaining('no home folder')]);
});

test('behind a link the file itself is written', () => {
  const { file, has, add } = memory('link');
  const real = folder('dotfiles.json');
  writeFileSync(real, '{ "schemaVersion": 1, "hosts": {} }');
  mkdirSync(dirname(file), { recursive: true });
  symlinkSync(real, file);
  add(mail);
  expect(has(mail)).toBe(true);
  expect(readFileSync(real, 'utf8')).toContain('mail.example.com:22');
});
