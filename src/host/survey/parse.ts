import { absent, type Fact, present, unreadable } from '../fact.js';
import type { CommandFact, FileFact, SurveyAnswers } from './answers.js';
import type { SurveyRequest } from './request.js';

interface Frame {
  readonly head: readonly string[];
  readonly body: Buffer;
  readonly code: number;
}

/**
 * Reads what `surveyScript` printed. Pure.
 * @throws Error when the output is not what the script prints: cut off, or mixed with something else.
 */
export function parseSurvey(requests: readonly SurveyRequest[], mark: string, output: Buffer): SurveyAnswers {
  const files = new Map<string, Fact<FileFact>>();
  const folders = new Map<string, Fact<readonly Fact<FileFact>[]>>();
  const commands = new Map<string, Fact<CommandFact>>();

  for (const frame of frames(mark, output)) {
    const [kind = '', number = ''] = frame.head;
    const request = requests[Number(number)];
    if (request === undefined)
      throw new Error(`an answer to nothing that was asked: ${frame.head.join(' ')}`);
    if (kind === 'command' && request.kind === 'command') {
      commands.set(request.id, present({ code: frame.code, output: frame.body }));
    } else if (kind === 'folder' && request.kind === 'folder') {
      folders.set(request.path, present([]));
    } else if (request.kind === 'file') {
      files.set(request.path, fileFact(frame));
    } else if (request.kind === 'folder') {
      const known = folders.get(request.path);
      if (kind === 'trouble' && known === undefined) folders.set(request.path, trouble(frame));
      else if (known?.state === 'present')
        folders.set(request.path, present([...known.value, fileFact(frame)]));
    }
  }
  return {
    file: (path) => files.get(path) ?? notAsked(path),
    folder: (path) => folders.get(path) ?? notAsked(path),
    command: (id) => commands.get(id) ?? notAsked(id),
  };
}

function notAsked(what: string): never {
  throw new Error(`the survey did not ask for ${what}`);
}

function* frames(mark: string, output: Buffer): Generator<Frame> {
  const begin = Buffer.from(`${mark} `);
  const end = Buffer.from(`\n${mark} end `);
  let at = 0;
  for (;;) {
    const lineEnd = output.indexOf(0x0a, at);
    if (lineEnd < 0 || !output.subarray(at, at + begin.length).equals(begin)) {
      throw new Error('the answer of the survey is cut off or mixed with other text');
    }
    const head = output.toString('latin1', at + begin.length, lineEnd).split(' ');
    if (head[0] === 'all') return;
    const bodyEnd = output.indexOf(end, lineEnd);
    const codeEnd = bodyEnd < 0 ? -1 : output.indexOf(0x0a, bodyEnd + end.length);
    if (codeEnd < 0) throw new Error('the answer of the survey is cut off');
    const body = bodyEnd === lineEnd ? Buffer.alloc(0) : output.subarray(lineEnd + 1, bodyEnd);
    yield { head, body, code: Number(output.toString('latin1', bodyEnd + end.length, codeEnd)) };
    at = codeEnd + 1;
  }
}

function trouble(frame: Frame): Fact<never> {
  const reason = frame.body.toString('utf8').trim();
  if (!/No such file or directory|Not a directory/.test(reason)) return unreadable(reason);
  return frame.head[2] === 'yes' ? unreadable('a symbolic link that points at nothing') : absent;
}

function fileFact(frame: Frame): Fact<FileFact> {
  if (frame.head[0] === 'trouble') return trouble(frame);
  const [link = '', mode = '', uid = '', gid = '', size = '', modified = '', ...type] = frame.head
    .slice(3)
    .join(' ')
    .split('|');
  const pathEnd = frame.body.indexOf(0x0a);
  const path = frame.body.toString('utf8', 0, pathEnd < 0 ? frame.body.length : pathEnd);
  const fact = {
    path,
    type: typeOf(type.join('|')),
    mode: Number.parseInt(mode, 8) & 0o7777,
    uid: Number(uid),
    gid: Number(gid),
    size: Number(size),
    modified: Number(modified),
    link: link === 'yes',
  };
  if (frame.head[2] !== 'yes') return present(fact);
  const bytes = frame.body.subarray(pathEnd + 1);
  if (frame.code !== 0) return unreadable('it could not be read to its end');
  if (bytes.length !== fact.size) return unreadable('it changed while it was read');
  return present({ ...fact, bytes });
}

function typeOf(words: string): FileFact['type'] {
  if (words.startsWith('regular')) return 'file';
  return words === 'directory' ? 'directory' : 'other';
}
