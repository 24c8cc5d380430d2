import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import { verbNames } from '../../src/cli/verbs.js';
import { type OpenTarget, openTarget } from '../../src/cli/where/open-target.js';
import { flagOf } from '../../src/questions/names.js';
import { questions } from '../../src/questions/registry.js';
import { ioDouble } from '../cli/io-double.js';
import { surveyedHost } from '../support/surveyed-host.js';
import { expectTold, expectWords } from './expect-told.js';
import type { Row } from './row.js';
import { table } from './table.js';

const parent = mkdtempSync(join(tmpdir(), 'gateway-setup-bad-input-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** The folder in which a row is run: as it was afterwards, too. */
function folderOf({ files = {} }: Row): string {
  const folder = mkdtempSync(join(parent, 'run-'));
  for (const [name, content] of Object.entries(files)) {
    if (name.endsWith('/')) mkdirSync(join(folder, name));
    else writeFileSync(join(folder, name), content);
  }
  return folder;
}

async function running(row: Row, folder: string) {
  let opened = 0;
  const open: OpenTarget = async (where, meeting) => {
    opened += 1;
    if (row.server !== undefined) return surveyedHost(row.server);
    if (row.named === true) return openTarget(where, meeting);
    throw new Error('a server was opened');
  };
  const env = { HOME: folder, GATEWAY_SETUP_LABS: join(folder, 'labs'), ...row.env };
  const { io, out, err } = ioDouble({ env, cwd: folder });
  const code = await main(row.words, io, open);
  return { said: { code, out: out(), err: err(), all: out() + err() }, opened };
}

describe.each(Object.entries(table))('%s', (_part, rows) => {
  test.each(rows)('$what', async (row) => {
    const folder = folderOf(row);
    const before = readdirSync(folder);
    const { said, opened } = await running(row, folder);
    const warning = expectTold(said, row);
    if (row.warns === undefined) expect(warning).toBe('');
    else expectWords(warning, row.warns);
    const reaches = row.server !== undefined || row.named === true;
    expect(opened, 'servers that were opened').toBe(reaches ? 1 : 0);
    if (!reaches) expect(said.out).toBe('');
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('the table', () => {
  const rows = Object.values(table).flat();

  test('has more than enough rows, each but once', () => {
    expect(rows.length).toBeGreaterThanOrEqual(80);
    expect(new Set(rows.map(({ what }) => what)).size).toBe(rows.length);
  });

  test.each(verbNames)('has rows for %s', (verb) => {
    const own = rows.filter(
      ({ words }) => words[0] === verb || (verb === 'setup' && words[0]?.startsWith('-')),
    );
    expect(own.length).toBeGreaterThan(1);
  });

  test.each(questions.map((question) => [question.key, flagOf(question)]))(
    'has a row for the answer %s',
    (_key, flag) => {
      expect(
        rows.some(({ words }) => words.some((word) => word === flag || word.startsWith(`${flag}=`))),
      ).toBe(true);
    },
  );
});
