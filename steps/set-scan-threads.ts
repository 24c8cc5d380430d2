import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import { type AgentOption, isSettable, setAgentOption } from '../src/products/nod32/agent-option.js';
import { nod32 } from '../src/products/nod32/product.js';
import { readableNod32Config } from '../src/products/nod32/readable-config.js';
import { nod32Scanner } from '../src/products/nod32/scanner.js';
import { editNod32Config } from './edit-nod32-config.js';
import { findingOf } from './finding-of.js';
import { notReadable } from './not-readable.js';
import { nod32Article } from './passages.js';
import { restartRunningScanner } from './restart-running-scanner.js';

/** Sets num_thr, the number of messages that NOD32 scans at the same time. */
export const setScanThreads: Step = {
  id: 'set-scan-threads',
  title: 'Raise the number of scanning threads',
  passage: nod32Article('Tweaking 3'),
  says: 'NOD32 scans two messages at the same time unless num_thr in the section [global] of nod32.cfg says more. Ten suit most servers; a rule of thumb is half of the SMTP connections that you expect at the peak.',
  skipMeans: 'Under load, mail waits for one of the few scanning threads.',
  settings: ['peak-connections', 'scan-threads'],
  tweak: true,
  assess: ({ facts, answers }) => [threads(facts.nod32, answers)],
  changes,
};

type Wanted = Pick<Situation['answers'], 'scanThreads' | 'scanThreadsChosen'>;

/**
 * What the operator says counts. Where nobody says anything, a number that somebody has raised already stays: the article's
 * ten are for most servers, and its rule of thumb may give fewer.
 */
function isEnough(option: AgentOption, { scanThreads, scanThreadsChosen }: Wanted): boolean {
  const { value, consistent } = option;
  if (value === undefined || !consistent || !/^\d{1,9}$/.test(value)) return false;
  const found = Number(value);
  return found === scanThreads || (scanThreadsChosen !== true && found > Number(nod32.defaults.scanThreads));
}

function threads(nod32Facts: Situation['facts']['nod32'], wanted: Wanted): Finding {
  const id = 'NOD32-SCAN-THREADS';
  const rest = {
    wanted:
      wanted.scanThreadsChosen === true
        ? `num_thr = ${wanted.scanThreads}`
        : `num_thr = ${wanted.scanThreads}, or another number above the default ${nod32.defaults.scanThreads} that somebody chose`,
    why: 'While all threads are scanning, the next message has to wait, and its sender with it.',
    aspect: 'configured',
  } as const;
  const read = readableNod32Config(nod32Facts);
  if (read.state !== 'present') return notReadable(setScanThreads, id, read, { ...rest, where: 'nod32.cfg' });
  const { path, config } = read.value;
  const { scanThreads: option, smtpThreads } = config;
  // What it means there is not known for 2.51: mentioned, and left alone.
  const aside =
    smtpThreads === undefined
      ? ''
      : `; [${nod32.section}] sets it too, to ${smtpThreads.value} in line ${smtpThreads.line}, and what that means is not known`;
  const found = {
    ...rest,
    found: `${foundText(option)}${aside}`,
    where: option.line === undefined ? path : `${path}, line ${option.line}`,
  };
  if (isEnough(option, wanted)) return findingOf(setScanThreads, id, 'ok', found);
  if (isSettable(option)) {
    return findingOf(setScanThreads, id, 'drift', {
      ...found,
      remedy: `Set num_thr = ${wanted.scanThreads} in the section [${nod32.globalSection}], and restart nod32d and nod32smtp.`,
    });
  }
  return findingOf(setScanThreads, id, 'risk', {
    ...found,
    found: `${found.found}: ${option.doubt ?? `there is no section [${nod32.globalSection}]`}`,
    remedy: 'Put the file right at that place by hand, and restart the scanner.',
  });
}

function foundText({ value, commentedOut, consistent }: AgentOption): string {
  if (value === undefined) return `not set (default ${commentedOut ?? nod32.defaults.scanThreads})`;
  return consistent ? value : `${value} (set more than once, differently)`;
}

function changes({ facts, answers }: Situation): readonly Change[] {
  const { config } = facts.nod32;
  if (config.state !== 'present') return [];
  const { scanThreads: option, document } = config.value;
  if (isEnough(option, answers) || !isSettable(option)) return [];
  const value = String(answers.scanThreads);
  const edit = { section: nod32.globalSection, key: option.key, value };
  const change = editNod32Config(facts.nod32, setAgentOption(document, option, value), [edit]);
  return change.length === 0 ? [] : [...change, ...restartRunningScanner(nod32Scanner, facts)];
}
