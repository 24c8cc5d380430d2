import { expect, test } from 'vitest';
import { planActions } from '../../../src/engine/apply/actions.js';
import { planSegments } from '../../../src/engine/apply/segments.js';
import { ShownProgress } from '../../../src/engine/apply/shown-progress.js';
import { changesOf, place, recorded } from '../../support/changes.js';

const installs = { kind: 'run-installer', summary: 'Run it', command: '/install', scripts: [] } as const;
const changes = [place('/a', '/b'), installs, place('/c', '/d')];
const segments = planSegments(planActions(changesOf(recorded({ id: 'install-scanner', changes }))));

/** What is on the screen while each part is done. */
async function shownFor(handsOver: boolean): Promise<readonly string[]> {
  let open = 0;
  const plans: string[] = [];
  const shown = new ShownProgress(
    () => {
      open += 1;
      return {
        plan: (actions) => void plans.push(actions.map(({ number }) => number).join()),
        begin() {},
        done() {},
        failed() {},
        close: async () => {
          open -= 1;
        },
      };
    },
    segments,
    { total: 3, handsOver },
  );
  const seen: string[] = [];
  for (const index of segments.keys()) {
    await shown.during(index);
    seen.push(`${open} ${plans.at(-1)}`);
  }
  await shown.close();
  return seen;
}

test('nothing is drawn where an installer has the terminal', async () => {
  expect(await shownFor(true)).toEqual(['1 1', '0 1', '1 3']);
});

test('an installer without a terminal is a line like any other', async () => {
  expect(await shownFor(false)).toEqual(['1 1,2,3', '1 1,2,3', '1 1,2,3']);
});
