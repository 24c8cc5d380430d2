import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.js';
import { asking } from '../../src/wizard/terminal/asking.js';

/** A prompt that waits for "answered" as a key, and a shell that can stop and continue the job. */
function asked() {
  const input = new PassThrough();
  const abort = new AbortController();
  let drawn = 0;
  let suspended = 0;
  let goOn: () => void = () => {};
  let stop: () => void = () => {};
  const seen: (string | undefined)[] = [];
  const answer = asking(
    {
      input,
      output: new PassThrough(),
      signal: abort.signal,
      job: {
        onContinue: (listener) => {
          goOn = listener;
          return () => {
            goOn = () => {};
          };
        },
        onStop: (listener) => {
          stop = listener;
          return () => {
            stop = () => {};
          };
        },
        suspend: async () => {
          suspended += 1;
        },
      },
    },
    ({ signal }) =>
      new Promise<string>((resolve, reject) => {
        drawn += 1;
        input.on('keypress', (text: string, key: { name?: string }) => {
          seen.push(key.name);
          if (text === 'answered') resolve(text);
        });
        const leave = () => reject(Object.assign(new Error('left'), { name: 'AbortPromptError' }));
        if (signal.aborted) leave();
        else signal.addEventListener('abort', leave);
      }),
  );
  const press = (text: string, key: object = {}) => void input.emit('keypress', text, key);
  return {
    answer,
    abort,
    press,
    seen,
    drawn: () => drawn,
    suspended: () => suspended,
    goOn: () => goOn(),
    stop: () => stop(),
  };
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a stopped job', () => {
  test('Ctrl-Z stops it, the line editor does not, and the question is drawn again', async () => {
    const one = asked();
    one.press('\u001a', { ctrl: true, name: 'z' });
    await turns();
    expect([one.suspended(), one.drawn(), one.seen]).toEqual([1, 2, ['suspend']]);
    one.press('answered');
    expect(await one.answer).toBe('answered');
  });

  test('a stop that comes as a signal: the same, once', async () => {
    const one = asked();
    one.stop();
    await turns();
    expect([one.suspended(), one.drawn()]).toEqual([1, 2]);
    one.press('answered');
    expect(await one.answer).toBe('answered');
    one.stop();
    expect(one.suspended()).toBe(1);
  });

  test('a stop from outside: drawn again when it goes on', async () => {
    const one = asked();
    one.goOn();
    await turns();
    expect([one.suspended(), one.drawn()]).toEqual([0, 2]);
    one.press('answered');
    expect(await one.answer).toBe('answered');
  });

  test('the signal still ends it', async () => {
    const one = asked();
    one.goOn();
    one.abort.abort();
    await expect(one.answer).rejects.toBeInstanceOf(Cancelled);
    expect(one.drawn()).toBe(1);
  });
});
