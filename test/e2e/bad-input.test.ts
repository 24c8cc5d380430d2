import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inLab } from '../../src/lab/paths.js';
import { expectTold } from '../bad-input/expect-told.js';
import { makeAnswerFiles, wrongAnswers } from '../bad-input/on-server/answers.js';
import { imssRows, makeImssFiles } from '../bad-input/on-server/imss.js';
import type { ServerRow } from '../bad-input/on-server/server-row.js';
import {
  asNobody,
  installedStates,
  otherMailServer,
  serverStates,
  withoutAxigen,
} from '../bad-input/on-server/states.js';
import { askingInstaller } from './support/imss-installer.js';
import { type Intruder, intrude } from './support/intruder.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { expectRefusal, expectUntouched, runRow } from './support/refusal.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { type Snapshot, snapshot } from './support/snapshot.js';

// What of the table of bad input takes a real server to be seen; the rest: test/bad-input/.

const labs = useLabs();

/** Rows that find the server as it is: what they have left of it is looked at once, behind them. */
function leaveAlone(rows: readonly ServerRow[], server: () => ServerLab): void {
  let before: Snapshot;
  beforeAll(async () => {
    before = await snapshot(server());
  });
  test.each(rows)('$what', async (row) => {
    expectTold(await runRow(server(), row), row);
  });
  test('and the server is untouched', () => expectUntouched(server(), before));
}

describe('NOD32', () => {
  let server: ServerLab;
  beforeAll(async () => {
    server = await labs.create('e2e-bad-input');
    await server.sh(makeAnswerFiles);
  });

  describe('answers that are wrong on this server', () => leaveAlone(wrongAnswers, () => server));

  describe('the state of the server', () => {
    test.each(serverStates)('$what', (row) => expectRefusal(server, row));

    test('not root', async () => {
      const before = await snapshot(server);
      expectTold(await server.exec(['su', '-s', '/bin/sh', 'nobody', '-c', asNobody.command]), asNobody);
      await expectUntouched(server, before);
    });

    let postfix: Intruder | undefined;
    afterAll(() => postfix?.leave());
    test('another mail server holds port 25', async () => {
      await server.sh(otherMailServer.before);
      postfix = await intrude(server, { name: 'master', port: 25 });
      await expectRefusal(server, otherMailServer);
      await postfix.leave();
      await server.sh(otherMailServer.after);
    });
  });

  describe('the scanner is installed already, and not as it should be', () => {
    beforeAll(() => server.sh(`rpm -i ${inLab.media}/nod32lms-*.rpm`));
    test.each(installedStates)('$what', (row) => expectRefusal(server, row));
  });

  test('no AXIGEN', () => expectRefusal(server, withoutAxigen));
});

describe('IMSS', () => {
  let server: ServerLab;
  beforeAll(async () => {
    server = await labs.create('e2e-bad-input-imss', { scanner: 'imss' });
    await server.sh(makeImssFiles);
  });

  const [asItIs, made] = [true, false].map((plain) =>
    imssRows.filter(({ make }) => (make === undefined) === plain),
  );
  describe('answers that are wrong on this server', () => leaveAlone(asItIs ?? [], () => server));
  describe('the state of the server', () => {
    test.each(made ?? [])('$what', (row) => expectRefusal(server, row));
  });

  test('answers that come through a pipe are nobody at a terminal', async () => {
    const piped = await server.exec(['gateway-setup', '--plain'], 'imss\n1\n\nyes\n');
    expectTold(piped, {
      code: 4,
      says: ['There is no terminal here, and --yes was not given'],
      why: 'nobody can agree to a change',
      next: 'Give --yes',
    });
  });

  test('what only NOD32 is asked or has is no mistake, changes nothing, and is named', async () => {
    const flags = ['--license', '/root/nowhere.lic', '--package', '/root/nowhere.rpm', '--scan-threads', '9'];
    const skip = ['--skip', 'set-scan-threads'];
    const planned = await server.product('plan', '--answers', inLab.answers, ...flags, ...skip);
    const usual = await server.product('plan', '--answers', inLab.answers);
    expectCleanOutput(planned);
    expect(planned.code, planned.all).toBe(usual.code);
    expect(usual.all).not.toContain('Not heeded');
    const told = oneLine(planned.all);
    expect(told).toContain('Not heeded, as IMSS has no use for it: license, package, scan-threads.');
    expect(told).toContain('Not heeded, as the article with IMSS has no such step: --skip set-scan-threads.');
    const said = /\s*Not heeded, as [^.]*\./g;
    expect(planned.out.replace(said, '')).toBe(usual.out.replace(said, ''));
  });

  test('the asking installer is never started where nobody sits', async () => {
    const row = { code: 4, says: ['There is no terminal here'], why: /./, next: 'Give --yes' } as const;
    expectTold(await server.product('setup', '--scanner', 'imss', '--installer', askingInstaller), row);
  });
});
