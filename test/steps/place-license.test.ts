import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { absent, present, unreadable } from '../../src/host/fact.js';
import type { FileFact } from '../../src/host/survey/answers.js';
import { licenseProblem, placeLicense } from '../../steps/place-license.js';
import { answers, fresh, paths, situation, withFiles, withScanner } from '../support/server.js';
import { verdicts } from '../support/steps.js';

const asked = (license: string | undefined) => {
  const { license: _, ...rest } = answers;
  return { answers: license === undefined ? rest : { ...rest, license } };
};

describe('place-license', () => {
  test('a fresh server: the named file is copied to the licence folder', () => {
    expect(verdicts(placeLicense, situation(fresh))).toEqual({
      'NOD32-LICENSE': 'drift',
      'NOD32-LICENSE-FILE': 'ok',
    });
    expect(placeLicense.changes(situation(fresh))).toEqual([
      {
        kind: 'place-file',
        summary: 'Copy /root/media/nod32.lic to /etc/opt/eset/nod32/license/nod32.lic',
        path: '/etc/opt/eset/nod32/license/nod32.lic',
        copyFrom: '/root/media/nod32.lic',
        mode: 0o644,
      },
    ]);
  });

  test('an empty licence folder counts for nothing', () => {
    const server = withFiles(fresh, { [paths.licenses]: { type: 'directory' } });
    expect(verdicts(placeLicense, situation(server))['NOD32-LICENSE']).toBe('drift');
    expect(placeLicense.changes(situation(server))).toHaveLength(1);
  });

  test.each([
    ['an empty file', { [`${paths.licenses}/nod32.lic`]: { size: 0 } }],
    ['what an editor left', { [`${paths.licenses}/.nod32.lic.swp`]: { size: 900 } }],
    [
      'what was cut off while it was written',
      { [`${paths.licenses}/nod32.lic.gateway-setup.001`]: { size: 9 } },
    ],
  ])('%s is no licence', (_name, files) => {
    const server = withFiles(fresh, files);
    expect(verdicts(placeLicense, situation(server))['NOD32-LICENSE']).toBe('drift');
    expect(placeLicense.changes(situation(server))).toHaveLength(1);
  });

  test('done: nothing to do, whatever was named', () => {
    for (const license of [undefined, paths.license, '/nowhere'])
      expect(placeLicense.changes(situation(withScanner, asked(license)))).toEqual([]);
    expect(verdicts(placeLicense, situation(withScanner))).toEqual({ 'NOD32-LICENSE': 'ok' });
  });

  test('a folder that cannot be read is unknown, blocks, and is left alone', () => {
    const server = withFiles(fresh, { [paths.licenses]: { unreadable: 'Input/output error' } });
    const [finding] = placeLicense.assess(situation(server));
    expect(finding).toMatchObject({
      verdict: 'unknown',
      blocks: 'could-not-look',
      found: 'Input/output error',
    });
    expect(placeLicense.changes(situation(server))).toEqual([]);
  });

  test('nothing named: nothing is copied', () => {
    expect(placeLicense.changes(situation(fresh, asked(undefined)))).toEqual([]);
  });

  test.each(['/root/media/', '/root/media', '/nowhere.lic'])(
    'a wrong path (%s) never becomes a change',
    (path) => {
      const server = withFiles(fresh, {
        '/root/media': { type: 'directory' },
        '/root/media/': { type: 'directory' },
      });
      const wrong = situation(server, asked(path));
      expect(placeLicense.assess(wrong).find(({ id }) => id === 'NOD32-LICENSE-FILE')).toMatchObject({
        verdict: 'drift',
        blocks: 'failed',
      });
      expect(() => placeLicense.changes(wrong)).toThrow(UserError);
    },
  );

  test.each(['/root/.lic', '/root/a.lic.gateway-setup.001', '/root/a"b.lic', '/root/a\nb.lic', '/root/a\\b'])(
    'a file that would not be found again (%j) gets another name',
    (path) => {
      const server = withFiles(fresh, { [path]: { size: 5 } });
      const [change] = placeLicense.changes(situation(server, asked(path)));
      expect(change).toMatchObject({ path: `${paths.licenses}/nod32.lic`, copyFrom: path });
    },
  );

  test('a name with spaces and quotes is kept', () => {
    const path = "/root/it's a licence.lic";
    const [change] = placeLicense.changes(situation(withFiles(fresh, { [path]: { size: 5 } }), asked(path)));
    expect(change).toMatchObject({ path: `${paths.licenses}/it's a licence.lic` });
  });
});

describe('licenseProblem', () => {
  const file = (changed: Partial<FileFact>) =>
    present<FileFact>({
      path: '/l',
      type: 'file',
      mode: 0o644,
      uid: 0,
      gid: 0,
      size: 1,
      modified: 0,
      link: false,
      ...changed,
    });
  test.each([
    [file({}), undefined],
    [absent, 'There is no file /l on the server.'],
    [unreadable('Permission denied'), '/l cannot be read: Permission denied.'],
    [file({ type: 'directory' }), '/l is a folder; name the licence file in it.'],
    [file({ type: 'other' }), '/l is not a regular file.'],
    [file({ size: 0 }), '/l is empty, so it is no licence.'],
  ])('%o', (fact, problem) => {
    expect(licenseProblem('/l', fact)).toBe(problem);
  });
});
