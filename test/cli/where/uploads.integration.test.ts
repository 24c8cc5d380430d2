import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contentOf } from '../../../src/cli/where/local-files.js';
import { Uploads } from '../../../src/cli/where/uploads.js';
import { takeLock } from '../../../src/engine/run/lock.js';
import { Cancelled, ExitCode } from '../../../src/errors.js';
import type { Host } from '../../../src/host/host.js';
import { LineLost } from '../../../src/host/line-lost.js';
import type { AnswerKey } from '../../../src/questions/question.js';
import { EngineTarget } from '../../support/engine-target.js';

let target: EngineTarget;
beforeEach(() => {
  target = new EngineTarget();
});
afterEach(() => target.remove());

const folder = '/var/lib/gateway-setup/uploads';
const answers = (...given: (readonly [AnswerKey, string])[]) => new Map<AnswerKey, string>(given);

/** The files that were sent, what was told, and the uploads that did so. */
function uploads(changed: Partial<Host> = {}, signal?: AbortSignal) {
  const sent: string[] = [];
  const told: string[] = [];
  const host: Host = {
    ...target.host,
    putFile: (path, content, options) => {
      sent.push(path);
      return target.host.putFile(path, content, options);
    },
    ...changed,
  };
  const operator = {
    note: (text: string) => void told.push(text),
    waiting: <T>(text: string, work: (tell: (words: string) => void) => Promise<T>) => {
      told.push(text);
      return work((words) => void told.push(words));
    },
  };
  return { uploads: new Uploads(host, operator, signal), sent, told };
}

describe('a file of this machine', () => {
  test('is put below a folder of its own, for root alone, and that is said', async () => {
    const license = target.file('my licence.lic', 'a licence');
    const { uploads: mine, told } = uploads();
    const placed = await mine.place(answers(['license', license], ['package', '/root/x.rpm']));
    const there = placed.get('license') ?? '';
    expect(there).toMatch(new RegExp(`^${folder}/[0-9a-f]{16}/my_licence\\.lic$`));
    expect(placed.get('package')).toBe('/root/x.rpm');
    expect(readFileSync(target.here(there), 'utf8')).toBe('a licence');
    expect(statSync(target.here(there)).mode & 0o7777).toBe(0o600);
    expect(statSync(join(target.here(there), '..')).mode & 0o7777).toBe(0o700);
    expect(told).toEqual([
      'Uploading my licence.lic (1 KiB)',
      `${license} is on this machine, so it was uploaded to mail.example.test.`,
    ]);
  });

  test('is sent once, also over two commands; changed, it is sent anew', async () => {
    const license = target.file('a.lic', 'first');
    const first = uploads();
    const given = answers(['license', license]);
    const one = await first.uploads.place(given);
    expect(await first.uploads.place(given)).toEqual(one);
    expect(first.sent).toHaveLength(1);
    const second = uploads();
    expect(await second.uploads.place(given)).toEqual(one);
    expect(second.sent).toEqual([]);
    writeFileSync(license, 'put right');
    const other = await second.uploads.place(given);
    expect(other).not.toEqual(one);
    expect(second.sent).toEqual([other.get('license')]);
  });

  test('of which only half arrived once is sent again', async () => {
    const given = answers(['license', target.file('a.lic', 'a licence')]);
    const there = (await uploads().uploads.place(given)).get('license') ?? '';
    writeFileSync(target.here(there), 'half');
    await uploads().uploads.place(given);
    expect(readFileSync(target.here(there), 'utf8')).toBe('a licence');
  });

  test('that is large is told about every tenth, a small one is not', async () => {
    const big = target.file('big.rpm', 'x'.repeat(1024 * 1024));
    const small = target.file('small.lic', 'x');
    const putFile: Host['putFile'] = async (_path, { length }, { onProgress }) => {
      for (let percent = 1; percent <= 100; percent += 1) onProgress?.((length * percent) / 100, length);
    };
    const { uploads: mine, told } = uploads({ putFile });
    await mine.place(answers(['package', big], ['license', small]));
    const what = 'Uploading big.rpm (1.0 MiB)';
    const tenths = told.filter((line) => line.startsWith(`${what}: `));
    expect(tenths.length).toBeGreaterThanOrEqual(9);
    expect(tenths.length).toBeLessThanOrEqual(10);
    expect(tenths[0]).toBe(`${what}: 10 %`);
    expect(told.filter((line) => line.startsWith('Uploading small.lic'))).toEqual([
      'Uploading small.lic (1 KiB)',
    ]);
  });

  test('whose name draws on the terminal is called by another one', async () => {
    const { uploads: mine, told } = uploads();
    await mine.place(answers(['license', target.file('a\u001b[2J.lic', 'x')]));
    expect(told[0]).toBe('Uploading a\\x1b[2J.lic (1 KiB)');
  });

  test('that is gone in the meantime, or no file at all, is a path on the server', async () => {
    mkdirSync(target.path('a folder'));
    for (const path of [
      target.path('a folder'),
      target.path('nowhere'),
      `${target.path('x')}\0`,
      `/${'x'.repeat(5000)}`,
    ])
      expect((await uploads().uploads.place(answers(['license', path]))).get('license')).toBe(path);
    expect(existsSync(target.here(folder))).toBe(false);
  });

  test('for which there is no place is an error with what to do, and nothing is left', async () => {
    const given = answers(['license', target.file('a.lic', 'x')]);
    target.file('state', 'a file where the folder should be');
    let commands = 0;
    const one = uploads({
      run: (...words) => {
        commands += 1;
        return target.host.run(...words);
      },
    });
    await expect(one.uploads.place(given)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^\/var\/lib\/gateway-setup\/uploads on mail\.example\.test cannot be made: ./,
      ),
      next: expect.stringContaining('df -k'),
    });
    // Where nothing was put, nothing is sought, and nobody is told that it stays.
    const before = commands;
    await one.uploads.remove();
    expect([before, commands]).toEqual([1, 1]);
  });

  test('is not waited for by who has stopped', async () => {
    const stop = new AbortController();
    const putFile: Host['putFile'] = () => {
      stop.abort();
      return new Promise(() => {});
    };
    const { uploads: mine } = uploads({ putFile }, stop.signal);
    const given = answers(['license', target.file('a.lic', 'x')]);
    await expect(mine.place(given)).rejects.toBeInstanceOf(Cancelled);
    await mine.remove();
    expect(existsSync(target.here(folder))).toBe(false);
  });
});

describe('at the end', () => {
  test('all of it is taken away, and what others have put there stays', async () => {
    const mine = uploads();
    await mine.uploads.place(answers(['license', target.file('a.lic', 'x')]));
    await mine.uploads.remove();
    expect(existsSync(target.here(folder))).toBe(false);
    await mine.uploads.place(answers(['license', target.file('a.lic', 'x')]));
    const other = target.file('state/uploads/0123456789abcdef/b.lic', 'another');
    await mine.uploads.remove();
    expect(readdirSync(target.here(folder))).toEqual(['0123456789abcdef']);
    mine.uploads.adopt(answers(['license', `${folder}/0123456789abcdef/b.lic`]));
    await mine.uploads.remove();
    expect(existsSync(other)).toBe(false);
  });

  test.each([
    `${folder}/../../../../etc/passwd`,
    `${folder}/0123456789abcdef/../x`,
    `${folder}/a.lic`,
    `${folder}/0123456789abcdef`,
    '/root/nod32.lic',
  ])('%s is none of ours', async (path) => {
    const kept = target.file('state/uploads/0123456789abcdef/b.lic', 'another');
    const run = () => Promise.reject(new Error('nothing is run'));
    const { uploads: mine, told } = uploads({ run });
    mine.adopt(answers(['license', path], ['package', path]));
    await mine.remove();
    expect(told).toEqual([]);
    expect(existsSync(kept)).toBe(true);
  });

  test('it stays while another run is at work, which may need the same', async () => {
    const mine = uploads();
    const given = answers(['license', target.file('a.lic', 'x')]);
    const there = (await mine.uploads.place(given)).get('license') ?? '';
    const lock = await takeLock(target.host, 'another', target.now());
    await mine.uploads.remove();
    expect(existsSync(target.here(there))).toBe(true);
    expect(mine.told.at(-1)).toMatch(/still lies on .* \(another run is at work there, and may need it\)$/);
    await lock.release();
    await mine.uploads.place(given);
    await mine.uploads.remove();
    expect(existsSync(target.here(folder))).toBe(false);
  });

  test('what was begun goes, too', async () => {
    const putFile = () => Promise.reject(new LineLost('mail', 'reset'));
    const { uploads: mine } = uploads({ putFile });
    await expect(mine.place(answers(['license', target.file('a.lic', 'x')]))).rejects.toThrow(/is lost/);
    await mine.remove();
    expect(existsSync(target.here(folder))).toBe(false);
  });

  test('over a line that is gone it is left, and that is said; no new line is made', async () => {
    let isLost = false;
    const pinned = (): Host => ({
      ...target.host,
      run: (...given) => (isLost ? Promise.reject(new LineLost('mail', 'reset')) : target.host.run(...given)),
    });
    const run = () => Promise.reject(new Error('a new line'));
    const { uploads: mine, told } = uploads({ pinned, run });
    await mine.place(answers(['license', target.file('a.lic', 'x')]));
    isLost = true;
    await mine.remove();
    expect(told.at(-1)).toMatch(
      /^What was uploaded still lies on mail\.example\.test, where only root can read it: \S+ \(The line to mail is lost/,
    );
  });
});

test('a file that nobody may read is an error, not a path on the server', async () => {
  const path = target.file('a.lic', 'x');
  rmSync(path);
  await expect(contentOf(path)).rejects.toMatchObject({
    message: expect.stringMatching(/a\.lic on this machine cannot be read: ENOENT/),
    exitCode: ExitCode.usage,
  });
});
