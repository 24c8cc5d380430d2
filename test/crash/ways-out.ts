import { writeFileSync } from 'node:fs';
import { oneLine } from '../e2e/support/output.js';
import type { Said } from '../e2e/support/run.js';
import { type CrashLab, stateFolder } from './crash-lab.js';
import { hookedScript } from './hooked-script.js';
import { until } from './until.js';

/** How the operator gets the server back as it was. */
export const waysOut = ['undo.sh', 'rollback', 'undo.sh, killed and run again', 'resume'] as const;
export type WayOut = (typeof waysOut)[number];

/** Troubles in sentences; none: it has worked. */
export async function goOut(
  lab: CrashLab,
  way: WayOut,
  product: (...words: readonly string[]) => Promise<Said>,
  pick: number,
): Promise<readonly string[]> {
  switch (way) {
    case 'undo.sh':
      return undone(await lookedAt(() => undo(lab)));
    case 'undo.sh, killed and run again':
      await killedUndo(lab, pick);
      return undone(await lookedAt(() => undo(lab)));
    case 'rollback':
      return rolledBack(product);
    case 'resume': {
      const answers = ['setup', '--yes', '--answers', '/root/answers.ini'];
      const resumed = await product(...answers, '--resume');
      const said = /no unfinished run/.test(resumed.err) ? await product(...answers) : resumed;
      const trouble = said.code === 0 || isRefused(said) ? [] : [`setup could not be resumed: ${said.all}`];
      return [...trouble, ...(await rolledBack(product))];
    }
  }
}

/**
 * What ran before may not run, as everything was killed in the midst of a handover; and what an undo has left half-way, on a full disk or where
 * files cannot be removed, may be anything. It is said what is in the way, and how all of it is taken back.
 */
function isRefused({ err }: Said): boolean {
  const said = oneLine(err);
  const [, what = '', ways = ''] =
    /Nothing was changed on .+?, because of this: ([A-Z0-9-]+): (.*)$/.exec(said) ?? [];
  return (
    /Or repeat the undo of the run \S+, which was cut off or did not end well: gateway-setup rollback/.test(
      ways,
    ) ||
    (what === 'AXIGEN-RUNNING' &&
      /Or take back what the run \S+ has done, which was cut short: gateway-setup rollback/.test(ways))
  );
}

/** What an installer that was cut off has written is shown to a person before it is taken away. */
async function lookedAt(take: () => Promise<Said>): Promise<Said> {
  const said = await take();
  return /was found out only now/.test(said.all) ? take() : said;
}

/** As a person does who has nothing but the server. There is no script where nothing was begun. */
async function undo(lab: CrashLab): Promise<Said> {
  const script = `set -- ${stateFolder}/runs/*/undo.sh; [ ! -e "$1" ] || exec sh "$1"`;
  return lab.server.exec(['/bin/sh', '-c', script]);
}

/** A copy with points in it is killed at the one that comes then, if it has so many. */
async function killedUndo(lab: CrashLab, pick: number): Promise<void> {
  const script = lab.undoScript();
  if (script === undefined) return;
  writeFileSync(`${lab.fifos.folder}/undo.sh`, hookedScript(script));
  lab.fifos.wants('*', pick);
  let over = false;
  const running = lab.server.exec(['/bin/sh', '/dev/crash/undo.sh']).finally(() => {
    over = true;
  });
  await until('the undo is at its point, or over', () => over || lab.fifos.waiting() !== undefined);
  if (!over) lab.powerCut();
  await running;
  lab.fifos.wants('none', 1);
}

function undone({ code, all }: Said): readonly string[] {
  return code === 0 && (all === '' || /^Taken back\.$/m.test(all))
    ? []
    : [`undo.sh ended with ${code}: ${all}`];
}

async function rolledBack(
  product: (...words: readonly string[]) => Promise<Said>,
): Promise<readonly string[]> {
  for (let runs = 3; runs > 0; runs -= 1) {
    const said = await lookedAt(() => product('rollback', '--yes'));
    if (/There is nothing to take back/.test(said.err)) return [];
    if (said.code !== 0) return [`rollback ended with ${said.code}: ${said.all}`];
  }
  return [];
}
