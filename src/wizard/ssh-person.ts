import type { HostKeyView, LegacyView, Remembered, SecretRequest, SshPerson } from '../host/ssh/person.js';
import { escapeControl } from '../text/escape.js';
import { wrap } from '../text/wrap.js';
import type { Prompter } from './prompter.js';
import type { Screen } from './screen.js';

/** A person in front of the terminal, while a line to a server is made. */
export function sshPerson(prompter: Prompter, screen: Screen): SshPerson {
  const say = (text: string) => screen.print(wrap(escapeControl(text), screen.paint.width, '  '));
  return {
    secret: async (request) => {
      if (request.again === true) say(refused(request));
      return ask(request, prompter);
    },
    confirmHostKey: (view) => confirmHostKey(view, prompter, screen, say),
    allowLegacy: (view) => allowLegacy(view, prompter, say),
    note: say,
  };
}

function refused({ kind, subject }: SecretRequest): string {
  switch (kind) {
    case 'passphrase':
      return `That is not the passphrase of the key ${subject}.`;
    case 'password':
      return `${subject} did not take that password.`;
    case 'keyboard-interactive':
      return `${subject} did not take that answer.`;
    case 'sudo':
    case 'su':
      return `${kind} on ${subject} did not take that password.`;
  }
}

/** An empty answer is one, as it is for ssh. */
function ask(request: SecretRequest, prompter: Prompter): Promise<string> {
  const question = { ask: questionFor(request), problem: async () => undefined };
  return request.echo === true ? prompter.text({ ...question, fallback: '' }) : prompter.secret(question);
}

function questionFor({ kind, subject, user, prompt }: SecretRequest): string {
  const server = escapeControl(subject, 200);
  const who = user === undefined ? 'whoever logs in' : escapeControl(user, 100);
  switch (kind) {
    case 'passphrase':
      return `Passphrase of the key ${server}:`;
    case 'password':
      return `Password of ${who} on ${server}:`;
    case 'keyboard-interactive':
      return `${server} asks ${who}: ${escapeControl((prompt ?? '').trim(), 300)}`;
    case 'sudo':
      return `Password for sudo, of ${who} on ${server}:`;
    case 'su':
      return `Password of root on ${server}, for su:`;
  }
}

function confirmHostKey(
  { server, type, sha256, md5, publicKeyFile, file }: HostKeyView,
  prompter: Prompter,
  screen: Screen,
  say: (text: string) => void,
): Promise<Remembered> {
  say(`The host key of ${server} (${type}) is not known here. Its fingerprints:`);
  // Whole, and one below the other: they are compared letter by letter.
  screen.print(['', `    ${escapeControl(sha256)}`, `    ${escapeControl(md5)}`, '']);
  say(
    'Compare one of them with what the server itself says at its console (old servers print the MD5 one). If it is not the same, something else answers in its place.',
  );
  screen.print([`    ssh-keygen -lf ${escapeControl(publicKeyFile)}`]);
  return prompter.choose<Remembered>({
    ask: 'Is this the server?',
    choices: [
      { value: 'no', label: 'No, stop here', hint: 'nothing has been sent to it yet' },
      { value: 'once', label: 'Yes, this once' },
      ...(file === undefined
        ? []
        : [{ value: 'remember' as const, label: 'Yes, and remember it', hint: escapeControl(file, 300) }]),
    ],
  });
}

function allowLegacy(
  { server, missing, ident }: LegacyView,
  prompter: Prompter,
  say: (text: string) => void,
): Promise<Remembered> {
  const calls = ident === undefined ? '' : ` It calls itself ${ident}.`;
  say(`${server} and this program have no ${missing} in common.${calls}`);
  say(
    'Servers as old as this offer only algorithms that are weak by now (SHA-1, CBC ciphers, 1024 bit groups): somebody with much computing power who sits between here and there might read along, or change what is sent. In a network that you trust that is a risk one can take; over the Internet reach it through a VPN or a jump host that is near it.',
  );
  return prompter.choose<Remembered>({
    ask: `Use the old algorithms for ${escapeControl(server, 200)}?`,
    choices: [
      { value: 'no', label: 'No, stop here' },
      { value: 'once', label: 'Yes, this once', hint: 'as with --legacy-ssh' },
      {
        value: 'remember',
        label: 'Yes, and from now on for this server',
        hint: 'as with --remember-legacy-ssh',
      },
    ],
  });
}
