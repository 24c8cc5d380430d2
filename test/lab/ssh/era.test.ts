import { describe, expect, test } from 'vitest';
import { emptyFamilies, eraFacts, findSshEra, sshEras, stillThere } from '../../../src/lab/ssh/era.js';

const everything = {
  kex: [...eraFacts['2006'].kex, 'curve25519-sha256'],
  hostKey: ['ssh-ed25519', 'ssh-dss', 'ssh-rsa'],
  cipher: ['chacha20-poly1305@openssh.com', ...eraFacts['2006'].cipher],
  mac: ['hmac-sha2-256', ...eraFacts['2006'].mac],
};

test.each(sshEras)('%s is an era; its neighbours are none', (year) => {
  expect(findSshEra(year)).toBe(year);
  expect(findSshEra(String(Number(year) + 1))).toBeUndefined();
});

describe('what sshd of the time offered (facts 3.3)', () => {
  test('2003 has no counter mode and no group14', () => {
    const { kex, cipher } = eraFacts['2003'];
    expect(kex).toEqual(['diffie-hellman-group-exchange-sha1', 'diffie-hellman-group1-sha1']);
    expect(cipher.filter((name) => name.endsWith('-ctr'))).toEqual([]);
    expect(cipher[0]).toBe('aes128-cbc');
  });

  test('2006 has both, group14 between the two', () => {
    const { kex, cipher } = eraFacts['2006'];
    expect(kex.indexOf('diffie-hellman-group14-sha1')).toBe(1);
    expect(cipher).toEqual(expect.arrayContaining(['aes128-ctr', 'aes256-ctr', 'arcfour256']));
  });

  test.each(sshEras)('%s: nothing of later', (era) => {
    const { kex, hostKey, cipher, mac } = eraFacts[era];
    const all = [...kex, ...hostKey, ...cipher, ...mac].join(' ');
    expect(all).not.toMatch(/sha2|sha256|sha512|ecd|ed25519|gcm|chacha|umac|etm|curve/);
  });
});

describe('what is left of it in an sshd of today', () => {
  test('the era decides the order, and what it had not stays out', () => {
    const left = stillThere('2003', { ...everything, cipher: [...everything.cipher].reverse() });
    expect(left.kex).toEqual(eraFacts['2003'].kex);
    expect(left.hostKey).toEqual(['ssh-rsa', 'ssh-dss']);
    expect(left.cipher).toEqual(
      eraFacts['2003'].cipher.filter((name) => eraFacts['2006'].cipher.includes(name)),
    );
    expect(emptyFamilies(left)).toEqual([]);
  });

  test('what has been removed since is left out', () => {
    const cipher = ['aes128-cbc', 'aes256-gcm@openssh.com'];
    expect(stillThere('2006', { ...everything, cipher, hostKey: ['ssh-rsa'] })).toMatchObject({
      cipher: ['aes128-cbc'],
      hostKey: ['ssh-rsa'],
    });
  });

  test('a family of which nothing is left has a name for people', () => {
    const left = stillThere('2006', { ...everything, kex: ['curve25519-sha256'], mac: [] });
    expect(emptyFamilies(left)).toEqual(['key exchange', 'MAC']);
  });
});
