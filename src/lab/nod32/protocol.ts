import type { FoundObject, Judgement } from '../scanning/judgement.js';

/**
 * What is spoken on nod32d's socket: the real one's greeting, requests and first reply lines as far as they are known
 * (facts, section 1.6), with OBJECT lines of our own. A request and a reply end with an empty line.
 */
export const defaultSocket = '/tmp/nod32d.sock';
export const greeting = '200 NOD32SS 2.51 (stand-in)\n';
export const longestBlock = 1 << 20;

export function scanRequest(path: string): string {
  return `SCAN\n${path}\n\n`;
}

export function writeJudgement(judgement: Judgement): string {
  const worst = judgement.find(({ verdict }) => verdict === 'infected') ?? judgement[0];
  if (worst === undefined) return '201 CLEAN\n\n';
  const first = worst.verdict === 'infected' ? '501 INFECTED' : '502 NOT SCANNED';
  const lines = judgement.map(({ verdict, start, bodyStart, end, reason, name }) =>
    ['OBJECT', verdict, start, bodyStart, end, encodeURIComponent(reason), encodeURIComponent(name)].join(
      ' ',
    ),
  );
  return [`${first}|${worst.reason}||`, ...lines, '', ''].join('\n');
}

function readObject(line: string): FoundObject | undefined {
  const match = /^OBJECT (infected|notscanned) (\d+) (\d+) (\d+) (\S+) (\S*)$/.exec(line);
  if (match === null) return undefined;
  const [, verdict, start, bodyStart, end, reason = '', name = ''] = match;
  return {
    verdict: verdict === 'infected' ? 'infected' : 'notscanned',
    start: Number(start),
    bodyStart: Number(bodyStart),
    end: Number(end),
    reason: decodeURIComponent(reason),
    name: decodeURIComponent(name),
  };
}

/** @throws Error for a reply that is no judgement. `block` comes without its empty line. */
export function readJudgement(block: string): Judgement {
  const [first = '', ...rest] = block.split('\n');
  if (first === '201 CLEAN') return [];
  const objects = rest.map(readObject);
  const known = objects.filter((object) => object !== undefined);
  if (!/^50[12] /.test(first) || known.length === 0 || known.length < objects.length) {
    throw new Error(`nod32d answered: ${first}`);
  }
  return known;
}
