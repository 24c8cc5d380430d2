import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.js';
import type { Host } from '../../../src/host/host.js';
import { localHost } from '../../../src/host/local/local-host.js';
import { putScript } from '../../../src/host/put-script.js';
import { lines, sh } from '../../../src/host/shell.js';
import { temporaryFolder } from '../temporary-folder.js';

const host = localHost();
const inFolder = temporaryFolder();
const allBytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));

function folder(name: string): (file: string) => string {
  mkdirSync(inFolder(name));
  return (file) => inFolder(name, file);
}

async function failure(promise: Promise<unknown>): Promise<UserError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw new Error(`not a UserError: ${String(error)}`);
}

describe('a file is put', () => {
  test.each<[string, Uint8Array]>([
    ['empty', new Uint8Array()],
    ['bytes of every value', allBytes],
    ['no line end at the end', Buffer.from('a\r\nb')],
    ['a megabyte', Buffer.alloc(1_000_000, 7)],
  ])('%s', async (name, content) => {
    const path = folder(name)('file');
    await host.putFile(path, content, { mode: 0o640 });
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(readdirSync(inFolder(name))).toEqual(['file']);
  });

  test.each([0o600, 0o644, 0o700, 0o4755, 0o1777])('mode %o', async (mode) => {
    const path = inFolder(`mode-${mode}`);
    await host.putFile(path, allBytes, { mode });
    expect(statSync(path).mode & 0o7777).toBe(mode);
  });

  test.each(['two words', "it's", '$(id)', 'line\nbreak', '*', '-n'])('under the name %j', async (name) => {
    await host.putFile(inFolder(name), allBytes, { mode: 0o600 });
    expect(readFileSync(inFolder(name)).equals(allBytes)).toBe(true);
  });

  test('over another one, whose mode and links do not matter', async () => {
    const at = folder('over');
    writeFileSync(at('old'), 'old');
    symlinkSync(at('old'), at('link'));
    await host.putFile(at('link'), Buffer.from('new'), { mode: 0o600 });
    expect(lstatSync(at('link')).isFile()).toBe(true);
    expect(readFileSync(at('old'), 'utf8')).toBe('old');
  });

  test('nobody ever sees half of it', async () => {
    const at = folder('watched');
    const [old, fresh] = [Buffer.alloc(3_000_000, 1), Buffer.alloc(3_000_000, 2)];
    await host.putFile(at('file'), old, { mode: 0o644 });
    let over = false;
    const putting = host.putFile(at('file'), fresh, { mode: 0o644 }).then(() => {
      over = true;
    });
    const seen = new Set<string>();
    while (!over) {
      const now = readFileSync(at('file'));
      seen.add(now.equals(old) ? 'old' : now.equals(fresh) ? 'new' : `half: ${now.length}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await putting;
    seen.add(readFileSync(at('file')).equals(fresh) ? 'new' : 'other');
    expect([...seen]).toEqual(['old', 'new']);
  });
});

describe('a file that cannot be put is as it was, and nothing is left beside it', () => {
  test('a folder is in its place', async () => {
    const at = folder('in-place');
    mkdirSync(at('file'));
    const error = await failure(host.putFile(at('file'), allBytes, { mode: 0o600 }));
    expect(error.message).toBe(`${at('file')} could not be written: it is a folder`);
    expect(readdirSync(at('file'))).toEqual([]);
  });

  test('its folder is not there', async () => {
    const error = await failure(host.putFile(inFolder('no', 'file'), allBytes, { mode: 0o600 }));
    expect(error.message).toMatch(/could not be written: .*(nonexistent|No such file)/);
    expect(error.next).toContain('df -k');
  });

  test('a name full of control characters does not reach the terminal', async () => {
    const error = await failure(host.putFile(inFolder('\u001b[2J', 'file'), allBytes, { mode: 0o600 }));
    expect(error.message).not.toContain('\u001b');
  });

  test('its folder may not be written to, by anybody but root', async () => {
    const at = folder('closed');
    chmodSync(at('.'), 0o555);
    const error = await failure(putScript(asNobody, at('file'), allBytes, 0o600));
    expect(error.message).toMatch(/could not be written: .*(Permission denied|cannot create)/);
    expect(readdirSync(at('.'))).toEqual([]);
  });

  test('the disk is full', () => {
    const at = folder('full');
    const said = onFullDisk(at('.'), `'${at('file')}'`);
    expect(said.outcome).toMatch(
      /UserError .*could not be written: .*(No space left on device|File too large|File size limit)/,
    );
    expect(said.left).toBe('file');
    expect(said.content).toBe('as it was');
  });

  test.each([
    ['breaks off', (content: Uint8Array) => content.subarray(0, 100)],
    ['is empty', () => new Uint8Array()],
  ])('what arrives %s, as when we are killed', async (name, cut) => {
    const at = folder(`cut ${name}`);
    writeFileSync(at('file'), 'as it was');
    const cutting: Host['run'] = (script, options = {}) =>
      host.run(script, { ...options, stdin: cut(options.stdin ?? new Uint8Array()) });
    const error = await failure(putScript(cutting, at('file'), allBytes, 0o600));
    expect(error.message).toContain('not all of it arrived');
    expect(readFileSync(at('file'), 'utf8')).toBe('as it was');
    expect(readdirSync(at('.'))).toEqual(['file']);
  });

  test('it takes too long', async () => {
    const at = folder('slow');
    writeFileSync(at('file'), 'as it was');
    const slow: Host['run'] = (script, options = {}) =>
      host.run(lines(sh`sync() { sleep 100; }`, script), { ...options, timeoutMs: 500 });
    const error = await failure(putScript(slow, at('file'), allBytes, 0o600));
    expect(error.message).toContain('it took too long');
    expect(readFileSync(at('file'), 'utf8')).toBe('as it was');
    expect(readdirSync(at('.'))).toEqual(['file']);
  });
});

/** A program that puts a megabyte at the path that it is given, and prints what came of it. */
const program = fileURLToPath(new URL('./put-program.ts', import.meta.url));
const put = `'${process.execPath}' --import tsx '${program}'`;

function inShell(script: string): string {
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
}

/** The same shell as somebody who is not root. */
const asNobody: Host['run'] = (script, options) =>
  host.run(
    process.getuid?.() === 0
      ? sh`exec setpriv --reuid=65534 --regid=65534 --clear-groups /bin/sh -c ${script.text}`
      : script,
    options,
  );

/** Mounts a small file system on the folder, where namespaces can be had; elsewhere a limit on the size of a file serves. */
function onFullDisk(folder: string, path: string): { outcome: string; left: string; content: string } {
  const steps = (limit: string) => `
printf 'as it was' > ${path}
( ${limit} ${put} ${path} ) 2> /dev/null; echo; ls -A '${folder}'; cat ${path}`;
  const mounted = ['unshare --mount', 'unshare --user --map-root-user --mount']
    .map((command) => `${command} sh -c "mount -t tmpfs -o size=64k none '${folder}' && exec sh -s"`)
    .find((command) => succeeds(command.replace('exec sh -s', 'exit 0')));
  const whole = mounted === undefined ? steps('ulimit -f 64;') : `${mounted} <<'EOF'\n${steps('')}\nEOF`;
  const [outcome = '', left = '', content = ''] = inShell(whole).split('\n').filter(Boolean);
  return { outcome, left, content };
}

function succeeds(command: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('the file of a run that nobody watches is put all the same', () => {
  expect(inShell(`${put} '${inFolder('unwatched')}'`)).toContain('put');
  expect(existsSync(inFolder('unwatched'))).toBe(true);
});
