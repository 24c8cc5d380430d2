import type { Writable } from 'node:stream';
import type { Lab } from './lab.js';

interface Screen {
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How it ended: what there is now, and what was done to have it. */
export function readySentence({ origin, record }: Pick<Lab, 'origin' | 'record'>, seconds: string): string {
  const { name } = record.options;
  switch (origin) {
    case 'built':
      return `The lab is ready (${seconds})`;
    case 'rebuilt':
      return `The lab is ready (${seconds}), built anew: its server was of another build of gateway-setup`;
    case 'refreshed':
      return `The lab "${name}" was already up; it now holds this build of gateway-setup`;
    case 'found':
      return `The lab "${name}" is already up`;
  }
}

/** Shows what is being done while `work` builds a lab: a spinner on a terminal, else nothing but the result. */
export async function showBuilding(
  { stderr, env }: Screen,
  plain: boolean,
  work: (progress: (phrase: string) => void) => Promise<Lab>,
): Promise<Lab> {
  const started = Date.now();
  const ready = (lab: Lab) => readySentence(lab, `${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (!stderr.isTTY || plain || env.TERM === 'dumb') {
    const lab = await work((phrase) => stderr.write(`Building the lab: ${phrase}\n`));
    stderr.write(`${ready(lab)}.\n`);
    return lab;
  }
  const { default: ora } = await import('ora');
  const colour = !env.NO_COLOR;
  const spinner = ora({
    stream: stderr as NodeJS.WritableStream,
    text: 'Building the lab',
    color: colour ? 'cyan' : false,
    discardStdin: false,
  });
  spinner.start();
  try {
    const lab = await work((phrase) => {
      spinner.text = `Building the lab: ${phrase}`;
    });
    // ora's own signs are coloured whatever NO_COLOR says.
    if (colour) spinner.succeed(ready(lab));
    else spinner.stopAndPersist({ symbol: '+', text: ready(lab) });
    return lab;
  } catch (error) {
    const failed = 'The lab could not be built';
    if (colour) spinner.fail(failed);
    else spinner.stopAndPersist({ symbol: '!', text: failed });
    throw error;
  }
}
