import { expect, test } from 'vitest';
import { sessionCount } from '../../../../src/host/ssh/connect/session-count.js';

test('as many as there may be, then in order', async () => {
  const sessions = sessionCount(2);
  const order: string[] = [];
  const one = await sessions.take();
  await sessions.take();
  const third = sessions.take().then((give) => {
    order.push('third');
    give();
  });
  const fourth = sessions.take().then(() => order.push('fourth'));
  expect(order).toEqual([]);
  one();
  one();
  await Promise.all([third, fourth]);
  expect(order).toEqual(['third', 'fourth']);
});

test('a refusal lowers the number, but never below one', async () => {
  const sessions = sessionCount();
  const first = await sessions.take();
  const second = await sessions.take();
  expect(sessions.refused()).toBe(true);
  second();
  let served = false;
  const next = sessions.take().then(() => {
    served = true;
  });
  await Promise.resolve();
  expect(served).toBe(false);
  first();
  await next;
  expect(sessions.refused()).toBe(false);
});
