import { expect, test } from 'vitest';
import { findKeys } from '../../../../src/host/ssh/connect/keys.js';
import { type LoginStory, loginRefused } from '../../../../src/host/ssh/connect/login-refused.js';

const story: LoginStory = {
  settings: {
    ...{ alias: 'box', hostName: 'box', port: 22, user: 'root', identityFiles: [], identitiesOnly: false },
    ...{ userKnownHosts: [], globalKnownHosts: [], strictHostKeyChecking: 'ask', hashKnownHosts: false },
  },
  ...{ offered: ['publickey'], keys: [], tooNew: [], leftOut: 0 },
  ...{ locked: false, unanswered: false, passwordRefused: false },
};

test.each([
  [[], 'There was no key to offer.'],
  [['/no\u001bwhere/key'], 'There was no key to offer: /no\\x1bwhere/key is not there.'],
  [['/nowhere/a', '/nowhere/b'], 'There was no key to offer: none of /nowhere/a, /nowhere/b is there.'],
])('whoever has named keys that are not there is told which: %j', async (identityFiles, words) => {
  const { missing } = await findKeys({ identityFiles, identitiesOnly: true }, undefined);
  expect(loginRefused({ ...story, ...(missing === undefined ? {} : { missing }) }).why).toContain(words);
});
