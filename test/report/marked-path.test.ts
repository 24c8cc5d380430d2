import { expect, test } from 'vitest';
import { placeOf } from '../../src/report/human/marked-path.js';

test.each([
  ['HOST-PORT-25', 'front'],
  ['SMTP-STARTTLS', 'front'],
  ['RELAY-PROBE', 'front'],
  ['NOD32-LISTENING', 'front'],
  ['NOD32-SERVER-PORT', 'backend'],
  ['NOD32-PASSES-ON', 'backend'],
  ['AXIGEN-LISTENER-ADDRESS', 'backend'],
  ['UNSCANNED-BACKEND', 'backend'],
  ['NOD32-SCAN-THREADS', 'scanner'],
  ['HOST-PORT-SCANNER', 'scanner'],
  ['HOST-PORT-CONSOLE', 'scanner'],
  ['AXIGEN-DEFAULT-CLIENT', 'axigen'],
  ['RELAY-POLICY', 'axigen'],
  ['IP-RULES-POLICY', 'axigen'],
  ['UNSCANNED-WEBMAIL', 'axigen'],
  ['TEST-MAIL-HEADER', 'mailboxes'],
  ['OUTSIDE-BANNER', 'front'],
  ['OUTSIDE-STARTTLS', 'front'],
  ['OUTSIDE-RELAY', 'front'],
  ['OUTSIDE-BACKEND', 'backend'],
  ['OUTSIDE-CONSOLE', 'scanner'],
  ['OUTSIDE-AXIGEN-CLI', 'axigen'],
  ['HOST-SPACE', undefined],
])('%s is at %s', (id, place) => {
  expect(placeOf(id)).toBe(place);
});
