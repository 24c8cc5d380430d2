import { inLab } from '../../../src/lab/paths.js';
import { program } from './run.js';
import { keys, Person } from './terminal.js';

/** A person in the wizard of a lab, whose AXIGEN is to be configured by hand, up to the first click. The mailbox's password is in /root/pw. */
export async function upToTheClicks(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Person> {
  const argv = [process.execPath, program, 'lab', 'exec', '--name', name, '--', 'gateway-setup'];
  const words = [
    '--answers',
    inLab.answers,
    '--axigen-driver',
    'guided',
    '--mailbox-password-file',
    '/root/pw',
  ];
  const me = new Person([...argv, ...words], env);
  await me.chooses('Shall we begin?', 'Begin');
  await me.chooses('Are these right?', 'Yes, go on');
  for (const part of [
    'Place the licence',
    'Install the scanner',
    'Start the scanner',
    'The handover of port 25',
  ]) {
    await me.sees(part);
    await me.chooses('What shall be done?', 'Apply');
  }
  return me;
}

/** Says "done" to the clicks from the first to `last`. */
export async function clicksThrough(me: Person, last: number, total: number): Promise<void> {
  for (let click = 1; click <= last; click += 1) {
    await me.sees(`By hand, ${click} of ${total}`);
    await me.chooses('Done?', 'Done');
  }
}

/** Agrees to all that is asked until the end has come. */
export async function agreesUntil(me: Person, end: RegExp): Promise<void> {
  for (;;) {
    // The line below the choices comes last.
    await me.sees(new RegExp(`Enter selects|${end.source}`));
    if (end.test(me.text)) return;
    me.press(keys.enter);
  }
}
