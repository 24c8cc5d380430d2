import { padded } from '../run/paths.js';
import type { JournaledChange } from '../run/standing-changes.js';
import type { Edited } from './edited.js';

/** Another version of a package than the run has installed. @param words `NUMBER VERSION`, as undo.sh says it. Pure. */
export function otherPackage(words: string, changes: readonly JournaledChange[]): readonly Edited[] {
  const [name = '', version = ''] = words.split(' ');
  const change = changes.find(({ number }) => padded(number) === name);
  if (version === '' || change?.package === undefined) return [];
  const title = `package ${change.package}`;
  return [
    {
      title,
      putBack: [],
      stays: [],
      questions: [
        {
          what: `the ${title}`,
          before: 'not installed',
          left: 'the version that this run installed',
          now: version,
          choices: ['keep', 'before'],
          means: {
            keep: 'the newer version stays installed; its services are not started, as they did not run before',
            before: 'the newer version is removed, with the files that came with it',
          },
        },
      ],
      decide: ([choice]) => ({ name, words: [version, choice === 'before' ? 'gone' : 'keep'] }),
    },
  ];
}

/** A service whose start script is gone. @param words `ID PROCESS SCRIPT`, as undo.sh says it. Pure. */
export function goneService(words: string): readonly Edited[] {
  const [, id, process, script] = /^(\S+) (\S+) (.+)$/.exec(words) ?? [];
  if (id === undefined || process === undefined || script === undefined) return [];
  return [
    {
      title: script,
      putBack: [],
      stays: [],
      questions: [
        {
          what: `${script}, with which ${id} is started and stopped`,
          before: 'there',
          left: 'there',
          now: 'not there',
          choices: ['keep'],
          means: { keep: `${id} is neither stopped nor started; what runs of it goes on running` },
        },
      ],
      decide: () => ({ name: `service-${id}`, words: ['gone', 'keep', process] }),
    },
  ];
}
