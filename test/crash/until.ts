import { setTimeout as delay } from 'node:timers/promises';

/** @throws Error when it does not become true in two minutes. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (const giveUp = Date.now() + 120_000; !isSo(); await delay(40))
    if (Date.now() > giveUp) throw new Error(`not so after two minutes: ${what}`);
}
