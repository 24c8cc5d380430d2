import type { EicarConfirmation } from '../engine/operator.js';
import { escapeControl } from '../text/escape.js';
import { wrap } from '../text/wrap.js';
import type { Prompter } from './prompter.js';
import type { Screen } from './screen.js';

interface EicarView {
  readonly recipient: string;
  readonly nonce: string;
  /** As people call it. */
  readonly scanner: string;
}

/** Nobody gave the mailbox password: the operator looks what has become of the EICAR test file, and tells. */
export function confirmEicar(
  { recipient, nonce, scanner }: EicarView,
  prompter: Prompter,
  screen: Screen,
): Promise<EicarConfirmation> {
  const text =
    `A message with the EICAR test file attached was sent to ${escapeControl(recipient)}, and taken. Please look into ` +
    `that mailbox for the message whose text has the test number ${escapeControl(nonce)}.`;
  screen.print(['', ...wrap(text, screen.paint.width, '  '), '']);
  return prompter.choose<EicarConfirmation>({
    ask: 'What has become of it?',
    choices: [
      {
        value: 'with-note',
        label: 'It came without the file eicar.com, with a note about it',
        hint: `What ${escapeControl(scanner)} does by default.`,
      },
      { value: 'without-file', label: 'It came without the file, and without a note', hint: '' },
      { value: 'with-file', label: 'It came with the file eicar.com', hint: 'The virus came through.' },
      { value: 'not-there', label: 'It did not come', hint: 'Give it a minute before you say so.' },
      { value: 'cannot-tell', label: 'I cannot tell', hint: 'The check stays open.' },
    ],
  });
}
