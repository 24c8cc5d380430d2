import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uploadName } from '../../../src/cli/where/upload-name.js';

test.each([
  ['/home/me/nod32.lic', 'nod32.lic'],
  ['/x/nod32lms_2.51-1~x+y.i386.deb', 'nod32lms_2.51-1~x+y.i386.deb'],
  ['/x/two\nlines.rpm', 'two_lines.rpm'],
  ['/x/-rf.rpm', '_rf.rpm'],
  ['/x/.hidden.lic', '_hidden.lic'],
  ['/x/.rpm', 'file.rpm'],
  ["/x/$(reboot) '`;.deb", '__reboot_____.deb'],
  ['/x/Lizenz für Jörg.lic', 'Lizenz_f_r_J_rg.lic'],
  ['/x/许可证.lic', '___.lic'],
  ['/x/license', 'license'],
  [`/x/${'a'.repeat(251)}.rpm`, `${'a'.repeat(100)}.rpm`],
])('%j is called %s on the target', (path, name) => {
  expect(uploadName(path)).toBe(name);
});

test('whatever it is called here, it is one harmless word there', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), (name) => {
      expect(uploadName(`/x/${name.replaceAll('/', '')}.rpm`)).toMatch(
        /^[A-Za-z0-9_+][A-Za-z0-9._+~-]{0,99}\.rpm$/,
      );
    }),
  );
});
