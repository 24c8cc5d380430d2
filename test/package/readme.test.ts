import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseAnswersFile } from '../../src/cli/answers-file.js';
import { main } from '../../src/cli/main.js';
import { isVerb, verbNames } from '../../src/cli/verbs.js';
import { secretVariables } from '../../src/cli/where/where.js';
import { ExitCode } from '../../src/errors.js';
import { scannerIds } from '../../src/model/scanner-id.js';
import { packageRoot } from '../../src/package-root.js';
import { flagOf, variableOf } from '../../src/questions/names.js';
import { questions } from '../../src/questions/registry.js';
import { toAnswers } from '../../src/questions/to-answers.js';
import { stagesOf, stepsOf } from '../../steps/index.js';
import { ioDouble } from '../cli/io-double.js';
import { anchors, codeBlocks, links, tableRows } from './markdown.js';
import { readRepositoryFile } from './repository.js';

const readme = readRepositoryFile('README.md');

describe.each(['README.md', 'CONTRIBUTING.md'])('%s', (document) => {
  const text = readRepositoryFile(document);
  const inside = links(text).filter((link) => !/^[a-z]+:/.test(link));

  test('has links to check', () => {
    expect(inside.length).toBeGreaterThan(0);
  });

  test.each(inside)('the link %s leads somewhere', (link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? document : join(dirname(document), path);
    expect(existsSync(join(packageRoot(), target))).toBe(true);
    if (anchor !== undefined) expect(anchors(readRepositoryFile(target))).toContain(anchor);
  });
});

describe.each(scannerIds)('the table of the steps of %s', (scanner) => {
  const rows = tableRows(readme, { nod32: 'Step', imss: 'IMSS step' }[scanner]);
  const [steps, stages] = [stepsOf({ scanner }), stagesOf({ scanner })];
  const broughtForward = stages.flatMap(({ handover, steps: all }) =>
    handover ? all.filter((step) => step.broughtForward !== undefined) : [],
  );

  test('has every step, in order, with the title and the passage of the code', () => {
    const told = rows.map(([id = '', title, article]) => ({
      id: /^`([a-z-]+)`/.exec(id)?.[1],
      title,
      article,
    }));
    const coded = steps.map(({ id, title, passage }) => ({ id, title, article: passage.section }));
    expect(told).toEqual(coded);
  });

  test('marks those that are brought forward, and no others', () => {
    const marked = rows.filter(([id = '']) => id.includes('(brought forward)'));
    expect(marked.map(([id = '']) => /`(.+)`/.exec(id)?.[1])).toEqual(
      steps.filter((step) => broughtForward.includes(step)).map(({ id }) => id),
    );
  });

  test('says of each what it changes and how it is verified', () => {
    for (const row of rows) expect(row.slice(3).every((cell) => cell.length > 5)).toBe(true);
  });
});

describe('commands and flags', () => {
  let help = '';
  beforeAll(async () => {
    const ways = [[], ...verbNames.map((verb) => [verb]), ...labWords().map((word) => ['lab', word])];
    for (const words of ways) {
      const { io, out } = ioDouble();
      expect(await main([...words, '--help'], io)).toBe(ExitCode.ok);
      help += out();
    }
  });

  test.each([...new Set(readme.match(/--[a-z][a-z-]+/g))])('%s is in the help', (flag) => {
    expect(help).toMatch(new RegExp(`${flag}(?![a-z-])`));
  });

  test('every flag that answers a question is explained, with its default', () => {
    const rows = new Map(tableRows(readme, 'Flag').map(([flag = '', , fallback = '']) => [flag, fallback]));
    const { answers } = toAnswers(new Map());
    for (const question of questions) {
      const flag = flagOf(question);
      const told = question.placeholder === undefined ? flag : `${flag} <${question.placeholder}>`;
      expect([...rows.keys()]).toContain(`\`${told}\``);
    }
    expect(rows.get('`--delivery-timeout <seconds>`')).toBe(String(answers.deliveryTimeout));
    expect(rows.get('`--confirm-timeout <seconds>`')).toBe(String(answers.confirmTimeout));
    expect(rows.get('`--on-failure <action>`')).toBe(`\`${answers.onFailure}\``);
  });

  test('every command of ours begins with a verb that there is', () => {
    const words = codeBlocks(readme, 'sh').flatMap((block) => [
      ...block.matchAll(/gateway-setup(?: +([a-z]+)(?: +([a-z]+))?)?(?=[ \n])/g),
    ]);
    expect(words.length).toBeGreaterThan(15);
    for (const [, verb, word] of words) {
      if (verb !== undefined) expect(isVerb(verb)).toBe(true);
      if (verb === 'lab' && word !== undefined) expect(labWords()).toContain(word);
    }
  });

  test('every variable is one that is read', () => {
    const known = [...questions.map(variableOf), ...Object.values(secretVariables), 'GATEWAY_SETUP_LABS'];
    for (const variable of readme.match(/GATEWAY_SETUP_[A-Z_]+/g) ?? []) expect(known).toContain(variable);
  });

  test('the answers file is one', () => {
    const [file = ''] = codeBlocks(readme, 'ini');
    const answers = parseAnswersFile(file, 'README.md');
    expect([...answers.keys()]).toEqual(['license', 'package', 'recipient']);
  });

  test('the exit codes are those of this version', () => {
    const told = tableRows(readme, 'Exit code').map(([code]) => Number(code));
    expect(told).toEqual(Object.values(ExitCode));
  });
});

function labWords(): readonly string[] {
  return ['exec', 'shell', 'status', 'ssh-config', 'reset', 'down'];
}
