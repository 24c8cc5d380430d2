import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { watchSignals } from '../../src/cli/signals.js';

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])('%s asks for a stop once; a second one only says so, and the code stays %i', (name, code) => {
  const source = new EventEmitter();
  const said: string[] = [];
  const watch = watchSignals(source, (line) => said.push(line));
  // Ctrl-C at a prompt is a key.
  expect([watch.signal.aborted, watch.cancelledCode]).toEqual([false, 130]);
  source.emit(name);
  expect([watch.signal.aborted, watch.cancelledCode]).toEqual([true, code]);
  for (const second of ['SIGINT', 'SIGTERM', 'SIGHUP']) source.emit(second);
  expect(watch.cancelledCode).toBe(code);
  expect(said).toEqual([
    'Stopping. What is in flight on the server is finished first.',
    ...Array<string>(3).fill('Still finishing what is in flight on the server; this is not cut short.'),
  ]);
});

test('what is said may go through the wizard', () => {
  const source = new EventEmitter();
  const said: string[] = [];
  const watch = watchSignals(source, () => {});
  watch.sayThrough((line) => said.push(line));
  source.emit('SIGINT');
  expect(said).toEqual(['Stopping. What is in flight on the server is finished first.']);
});

test('the signals are given back', () => {
  const source = new EventEmitter();
  watchSignals(source, () => {}).dispose();
  expect(source.eventNames()).toEqual([]);
});

test('while a program has the terminal its Ctrl-C is none of ours, a SIGTERM still is', async () => {
  const source = new EventEmitter();
  const said: string[] = [];
  const watch = watchSignals(source, (line) => said.push(line));
  await watch.aside(async () => {
    source.emit('SIGINT');
    // Without anybody who listens, this one would end the process.
    expect(source.emit('SIGQUIT')).toBe(true);
  });
  expect(source.emit('SIGQUIT')).toBe(false);
  expect([watch.signal.aborted, said]).toEqual([false, []]);
  await watch.aside(async () => void source.emit('SIGTERM'));
  expect(watch.signal.aborted).toBe(true);
});

test('given back after a program that failed', async () => {
  const source = new EventEmitter();
  const watch = watchSignals(source, () => {});
  await expect(watch.aside(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  source.emit('SIGINT');
  expect(watch.signal.aborted).toBe(true);
});
