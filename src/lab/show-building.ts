import type { Writable } from 'node:stream';

interface Screen {
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How this program was called, for commands that people shall type. */
export function ownCommand(env: Screen['env']): string {
  return env.npm_command === 'exec' ? 'npx gateway-setup' : 'gateway-setup';
}

/** Shows what is being done while `work` builds a lab: a spinner on a terminal, else nothing but the result. */
export async function showBuilding<T>(
  { stderr, env }: Screen,
  plain: boolean,
  work: (progress: (phrase: string) => void) => Promise<T>,
): Promise<T> {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  if (!stderr.isTTY || plain || env.TERM === 'dumb') {
    const result = await work((phrase) => stderr.write(`Building the lab: ${phrase}\n`));
    stderr.write(`The lab is ready (${seconds()}).\n`);
    return result;
  }
  const { default: ora } = await import('ora');
  const spinner = ora({
    stream: stderr as NodeJS.WritableStream,
    text: 'Building the lab',
    discardStdin: false,
  });
  spinner.start();
  try {
    const result = await work((phrase) => {
      spinner.text = `Building the lab: ${phrase}`;
    });
    spinner.succeed(`The lab is ready (${seconds()})`);
    return result;
  } catch (error) {
    spinner.fail('The lab could not be built');
    throw error;
  }
}
