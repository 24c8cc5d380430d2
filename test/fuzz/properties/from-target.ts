import assert from 'node:assert/strict';
import { stands } from '../../../src/engine/run/choose-run.js';
import { sh } from '../../../src/host/shell.js';
import { parseSurvey } from '../../../src/host/survey/parse.js';
import type { SurveyRequest } from '../../../src/host/survey/request.js';
import { begun, id, listed, read, undone, whole } from '../../engine/run/listed-run.js';
import { mutatedOneOf } from '../mutated.js';
import { property } from '../property.js';

const mark = '@gs-1a2b';
const requests: readonly SurveyRequest[] = [
  { kind: 'file', path: '/f', contents: true },
  { kind: 'folder', path: '/d', contents: true },
  { kind: 'command', id: 'c', script: sh`true` },
  { kind: 'find-file', id: 'p', script: sh`true`, file: 'x.ini' },
  { kind: 'file', path: '/g', contents: true },
];
const frame = (head: string, body: string, code = 0) => `${mark} ${head}\n${body}\n${mark} end ${code}\n`;
const fileFrame = (number: number, path: string, text: string) =>
  frame(
    `file ${number} yes no|0|644|0|0|${text.length}|1100000000|1|regular file`,
    `${path}\n${mark} real\n${path}\n${mark} path\n${text}`,
  );
const answer = [
  fileFrame(0, '/f', 'listen_port = 25\n'),
  frame('folder 1', ''),
  fileFrame(1, '/d/a', '\n'),
  fileFrame(1, '/d/b', ''),
  frame('command 2', 'tcp 0 0 0.0.0.0:25', 1),
  frame('place 3 init', '/opt/trend\t/srv/trend'),
  fileFrame(3, '/opt/trend/x.ini', '[general]\n'),
  frame('trouble 4 no', `stat: /g: No such file or directory\n${mark} real\n`, 1),
  `${mark} all\n`,
].join('');

/** What a run's journal may be once a disk or a person has been at it; its folder is as it was. */
const journal = mutatedOneOf(
  ...[
    whole,
    [...whole, undone('configure-scanner'), undone('place-license')],
    [
      ...whole,
      `#9 armed - /var/lib/gateway-setup/runs/${id}`,
      '!taken-back',
      '!mark 001.undone',
      '!mark 002.undone',
    ],
  ].map((lines) => lines.join('\n')),
);

export const fromTargetProperties = [
  property(
    'survey: read whole, or told that it cannot be',
    mutatedOneOf(
      answer,
      answer.replace('25\n', '2\n'),
      answer.replace('[general]', '[general]\n[more]'),
      `motd\n${answer}`,
    ),
    (text) => {
      const output = Buffer.from(text, 'latin1');
      let answers: ReturnType<typeof parseSurvey>;
      try {
        answers = parseSurvey(requests, mark, output);
      } catch (error) {
        assert(error instanceof Error && /\bsurvey\b/.test(error.message), String(error));
        return;
      }
      assert(output.subarray(-`${mark} all\n`.length).toString() === `${mark} all\n`);
      const folder = answers.folder('/d');
      const files = [
        answers.file('/f'),
        answers.file('/g'),
        ...answers.places('p').map(({ file }) => file),
        ...(folder.state === 'present' ? folder.value : []),
      ];
      for (const file of files) {
        if (file.state !== 'present' || file.value.bytes === undefined) continue;
        // Half a file must never be taken for one, nor what follows it for a part of it.
        assert.equal(file.value.bytes.length, file.value.size);
        const bytes = Buffer.from(file.value.bytes);
        assert(output.includes(bytes) && !bytes.includes(`\n${mark} end `));
      }
    },
  ),
  property('runs: no journal passes for another run, nor hides that its own may stand', journal, (text) => {
    const output = Buffer.from(listed({ journal: text.split('\n') }), 'latin1');
    const runs = read(output);
    assert.deepEqual(
      runs.map(({ summary }) => [summary.id, summary.sequence]),
      [[id, 1]],
    );
    // Nothing in the folder is marked as taken back.
    for (const { summary } of runs) assert(stands(summary), JSON.stringify(summary));
  }),
  property(
    'runs: any list is read',
    mutatedOneOf(
      listed({}),
      `${listed({})}${listed({ name: id.replace('2026', '2027'), sequence: '?', told: [...begun, '!taken-back'] })}`,
      listed({ journal: 'missing', told: ['!untrusted /x belongs to the user with the number 7', ...begun] }),
    ),
    (text) => {
      const heads = text.split('\n').filter((line) => line.startsWith('#')).length;
      const runs = read(Buffer.from(text, 'latin1'));
      assert.equal(runs.length, heads);
      for (const { summary } of runs) {
        assert(!summary.id.includes('/') && !summary.id.includes('\n'));
        assert(!Number.isNaN(Date.parse(summary.startedAt)));
        assert(summary.damage === undefined || summary.damage.what.length > 0);
      }
    },
  ),
];
