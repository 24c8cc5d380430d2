import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { type Patience, Threshold } from '../../../../src/host/ssh/shell/threshold.js';

const mark = 'gs-0123456789abcdef.1';
const ready = `${mark} 12 012 0\n`;

function threshold(patience: Partial<Patience> = {}) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  let exit = (_code: number | null) => {};
  let lose = (_error: Error) => {};
  const exited = new Promise<number | null>((resolve, reject) => {
    exit = resolve;
    lose = reject;
  });
  const wire = { stdin, stdout, stderr, exited, close: () => {} };
  const heard = new Threshold(wire, { readyMs: 60_000, questionMs: 20, ...patience });
  const end = (code: number | null) => {
    stdout.end();
    stderr.end();
    exit(code);
  };
  return { heard, stdout, stderr, end, lose };
}

test('a shell is there with its numbers, whatever was said before and in whatever pieces', async () => {
  const { heard, stdout, stderr } = threshold();
  const next = heard.next(mark, undefined);
  stderr.write('noise of the login\n');
  for (const piece of ['Welcome', '\n', ready.slice(0, 9), ready.slice(9)]) stdout.write(piece);
  expect(await next).toEqual({ kind: 'ready', pid: 12, group: 12, user: 0 });
});

test.each([
  ['another mark', 'gs-0123456789abcdee.1 12 012 0\n'],
  ['the mark of another step', 'gs-0123456789abcdef.2 12 012 0\n'],
  ['one whose dot is another character', 'gs-0123456789abcdefx1 12 012 0\n'],
  ['numbers that are none', `${mark} 12 x 0\n`],
  ['no end of line', ready.trim()],
])('%s is no shell', async (_, said) => {
  const { heard, stdout, end } = threshold();
  stdout.write(said);
  end(1);
  expect(await heard.next(mark, undefined)).toEqual({ kind: 'ended', code: 1 });
});

test('what it prints from then on is whole, and what came before it is not in it', async () => {
  const { heard, stdout, stderr, end } = threshold();
  stderr.write(`noise\n${mark}-\nfirst error\n`);
  stdout.write(`Welcome\n${ready}first\n`);
  await heard.next(mark, undefined);
  const streams = heard.open(mark);
  stdout.write('second\n');
  stderr.write('second error\n');
  end(0);
  expect(await Promise.all([text(streams.stdout), text(streams.stderr)])).toEqual([
    'first\nsecond\n',
    'first error\nsecond error\n',
  ]);
});

test('our own prompt is a question at once; other words are one when nothing follows', async () => {
  const { heard, stderr } = threshold();
  stderr.write('We trust you have received the usual lecture.\ngs-1 password: ');
  expect(await heard.next(mark, undefined, 'gs-1 password: ')).toMatchObject({
    kind: 'question',
    ours: true,
  });
  stderr.write('Code: ');
  expect(await heard.next(mark, undefined, 'gs-1 password: ')).toEqual({
    ...{ kind: 'question', text: 'Code: ', ours: false },
  });
});

test('words are no question where none is awaited', async () => {
  const { heard, stdout } = threshold({ readyMs: 60 });
  stdout.write('Choose: ');
  expect(await heard.next(mark, undefined)).toEqual({ kind: 'silence' });
});

test('what prints without end has to wait, also while nobody listens for its end', async () => {
  const { heard, stdout } = threshold();
  const chunk = Buffer.alloc(16 * 1024, 'x');
  let written = 0;
  // As while a person is asked for a password.
  while (written < 64 && stdout.write(chunk)) written += 1;
  for (let turns = 0; turns < 100; turns += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    while (written < 4096 && stdout.write(chunk)) written += 1;
  }
  expect(written).toBeLessThan(20);
  expect(await heard.next(mark, undefined)).toEqual({ kind: 'flood' });
});

test('a shell that says more than is kept, all at once, loses nothing of it', async () => {
  const { heard, stdout, end } = threshold();
  const much = 'x'.repeat(200_000);
  stdout.write(`${ready}${much}`);
  expect(await heard.next(mark, undefined)).toMatchObject({ kind: 'ready' });
  const streams = heard.open(mark);
  stdout.write('!');
  end(0);
  expect(await text(streams.stdout)).toBe(`${much}!`);
});

test('a lost line and a cancel are thrown', async () => {
  const { heard, lose } = threshold();
  const cancel = new AbortController();
  const cancelled = heard.next(mark, cancel.signal);
  cancel.abort(new Error('cancelled'));
  await expect(cancelled).rejects.toThrow('cancelled');
  const lost = heard.next(mark, undefined);
  lose(new Error('the line is lost'));
  await expect(lost).rejects.toThrow('the line is lost');
});
