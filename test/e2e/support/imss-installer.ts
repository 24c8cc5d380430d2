import { imssActivationCode, imssMedia } from '../../../src/lab/imss/install/media.js';
import { labMailboxPassword, labRecipient } from '../../../src/lab/paths.js';
import { program } from './run.js';
import { Person } from './terminal.js';

/** The vendor's installer itself: it asks whoever is at the terminal. */
export const askingInstaller = `${imssMedia}/install.sh`;

/** Sits down at a terminal in the lab of that name, before anything was chosen or answered. */
export function atWizard(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
  ...words: readonly string[]
): Person {
  const argv = [process.execPath, program, 'lab', 'exec', '--name', name, '--', 'gateway-setup', ...words];
  return new Person(argv, env);
}

/** From the first question to the installer's step, which is shown and not yet agreed to. */
export async function upToTheInstaller(
  me: Person,
  installer = askingInstaller,
  { mailbox = labMailboxPassword, axigen = '' } = {},
): Promise<void> {
  await me.chooses('Which scanner goes in front of AXIGEN?', 'imss');
  await me.chooses('Shall we begin?', 'Begin');
  await me.answers('Password of AXIGEN', axigen);
  await me.answers('Which command on the server starts the installer of IMSS?', installer);
  await me.answers('should get the test message?', labRecipient);
  await me.answers('Password of that mailbox', mailbox);
  await me.chooses('Are these right?', 'Yes, go on');
  // Its apostrophe is another one where the terminal has it.
  await me.sees(new RegExp(`Run the vendor.s installer: ${installer}`));
}

/** What the installer asks, up to its last question. */
export async function answersInstaller(me: Person, code = imssActivationCode): Promise<void> {
  await me.answers('Do you agree? Type yes or no:', 'yes');
  await me.answers('Activation code', code);
  await me.answers('Folder to install to', '');
  await me.answers(/Install to \S+ now\?/, 'yes');
}
