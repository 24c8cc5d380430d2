import { expect, test } from 'vitest';
import { passwordRefused } from '../../../../src/host/ssh/shell/elevation-errors.js';

test('what sudo has said of each try is one line; what else plays with a terminal is shown', () => {
  const words = 'Sorry, try again.\r\nSorry, try again.\n\u001b[2Jsudo: 3 incorrect password attempts\n';
  expect(passwordRefused('sudo', 'box', words).message).toBe(
    'sudo on box refused the password three times. It said: Sorry, try again. Sorry, try again. \\x1b[2Jsudo: 3 incorrect password attempts',
  );
});
