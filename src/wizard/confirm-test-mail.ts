import type { TestMailConfirmation } from '../engine/operator.js';
import { escapeControl } from '../text/escape.js';
import { wrap } from '../text/wrap.js';
import type { Prompter } from './prompter.js';
import type { Screen } from './screen.js';

interface TestMailView {
  readonly recipient: string;
  readonly nonce: string;
  readonly header: string;
  readonly mayLackHeader?: boolean;
}

/** Nobody gave the mailbox password: the operator looks for the message and tells. */
export async function confirmTestMail(
  view: TestMailView,
  prompter: Prompter,
  screen: Screen,
): Promise<TestMailConfirmation> {
  const header = escapeControl(view.header);
  const text =
    `A test message was sent to ${escapeControl(view.recipient)}. Please look into that mailbox for the message ` +
    `whose text has the test number ${escapeControl(view.nonce)}, and at its full headers: ${header} must be among them.`;
  screen.print(['', ...wrap(text, screen.paint.width, '  '), '']);
  for (;;) {
    const choice = await prompter.choose({
      ask: 'Did it arrive?',
      choices: [
        { value: 'paste', label: 'Yes, paste its headers', hint: 'They are checked here.' },
        { value: 'yes', label: `Yes, and I saw ${header}`, hint: 'Your word is taken for it.' },
        ...(view.mayLackHeader === true
          ? [
              {
                value: 'without',
                label: `Yes, but without ${header}`,
                hint: 'It is then not known whether it was scanned.',
              },
              { value: 'no', label: 'No', hint: 'The check counts as failed.' },
            ]
          : [{ value: 'no', label: `No, or without ${header}`, hint: 'The check counts as failed.' }]),
      ],
    });
    if (choice === 'without') return { arrived: false, withoutHeader: true };
    if (choice !== 'paste') return { arrived: choice === 'yes' };
    const pasted = await prompter.paste('Paste the message or its headers');
    if (pasted !== undefined) return { arrived: true, pasted };
    screen.print(['', '  Nothing was pasted.', '']);
  }
}
