import type { Row } from './row.js';

/** Where a report or a plan cannot be written: told before anything is looked at. */
export const outputs: readonly Row[] = [
  into('audit', 'a folder that is not there', 'nowhere/report.txt', 'There is no such folder'),
  into('verify', 'a folder that is not there', 'nowhere/report.txt', 'There is no such folder'),
  into('plan', 'a folder that is not there', 'nowhere/plan.json', 'There is no such folder'),
  into('audit', 'a folder itself', 'folder', 'is no regular file'),
  into('plan', 'a file as if it were a folder', 'file/plan.json', 'is not a folder'),
  into('audit', 'a device', '/dev/null', 'is no regular file'),
  into('audit', 'no name', '', 'is no regular file'),
  {
    ...into(
      'audit',
      'a folder that is not there, of several servers',
      'nowhere/report.xml',
      'There is no such folder',
    ),
    words: ['audit', '--host', 'a', '--host', 'b', '--format', 'junit', '--output', 'nowhere/report.xml'],
  },
];

function into(verb: string, what: string, output: string, why: string): Row {
  return {
    what: `${verb} into ${what}`,
    words: [verb, '--output', output],
    files: { 'folder/': '', file: '' },
    code: 4,
    says: ['cannot be written'],
    why,
    next: '--output <file>',
  };
}
