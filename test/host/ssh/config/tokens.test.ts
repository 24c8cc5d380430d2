import { expect, test } from 'vitest';
import { expand, expandTilde, pathTokens, proxyTokens } from '../../../../src/host/ssh/config/tokens.js';

const sources = {
  alias: 'Box',
  hostName: 'box.example.com',
  port: 2222,
  user: 'joe',
  hostKeyAlias: undefined,
  jumpHost: 'gate',
  home: '/home/me',
  localUser: 'me',
  uid: 1000,
  machine: 'laptop.example.org',
};

test.each([
  ['%%', '%'],
  ['%%h', '%h'],
  ['%d/.ssh/%h', '/home/me/.ssh/box.example.com'],
  ['%n %k', 'Box Box'],
  ['%p %r', '2222 joe'],
  ['%u %i', 'me 1000'],
  ['%l %L', 'laptop.example.org laptop'],
  ['%j', 'gate'],
  // sha1 of laptop.example.orgbox.example.com2222joegate, as sha1sum gives it
  ['%C', 'ad19c1d6e728e09bf11d6373391422fb19ddf8c6'],
  ['${KEYS}/%h', '/keys/%h/box.example.com'],
])('%s in a path', (text, result) => {
  expect(expand(text, pathTokens(sources), { KEYS: '/keys/%h' })).toBe(result);
});

test.each(['%', 'x%', '%x', '%H', '%f', '%t', '${NOPE}', '${KEYS', '${}', '%toString'])(
  '%s is refused',
  (text) => {
    expect(() => expand(text, pathTokens(sources), { KEYS: '/keys' })).toThrow(/stands for nothing|no value/);
  },
);

test('a ProxyCommand has few tokens, and its ${ } are the shell’s', () => {
  const tokens = proxyTokens({ ...sources, hostKeyAlias: 'kept-as' });
  expect(expand('nc %h %p %n %r %k ${HOME} %%', tokens)).toBe(
    'nc box.example.com 2222 Box joe kept-as ${HOME} %',
  );
  for (const token of ['%d', '%u', '%C', '%l'])
    expect(() => expand(token, tokens)).toThrow(/stands for nothing/);
});

test.each([
  ['~', '/home/me'],
  ['~/.ssh/id', '/home/me/.ssh/id'],
  ['/a/~', '/a/~'],
  ['a~', 'a~'],
])('%s', (path, result) => {
  expect(expandTilde(path, '/home/me')).toBe(result);
});

test('the home of another user is not guessed', () => {
  expect(() => expandTilde('~joe/id', '/home/me')).toThrow(/home of another user/);
});
