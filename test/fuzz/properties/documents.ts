import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  cfgAt,
  parseAxigenCfg,
  printAxigenCfg,
  setCfgAttribute,
} from '../../../src/documents/axigen-cfg/index.js';
import { DocumentError } from '../../../src/documents/document-error.js';
import {
  commentOutIniKey,
  iniKeys,
  iniSections,
  parseIni,
  printIni,
  setIniKey,
} from '../../../src/documents/ini/index.js';
import {
  appendPolicyStatement,
  parsePolicy,
  printPolicy,
  removeStatement,
} from '../../../src/documents/policy/index.js';
import { readRelease, releaseFilePaths } from '../../../src/documents/release/distribution.js';
import { templatePath } from '../../../src/package-root.js';
import { unifiedPatch } from '../../../src/text/unified-patch.js';
import { cfgFile, pathsOf } from '../../documents/axigen-cfg/generate.js';
import { iniText, keyName, sectionName, writableValue } from '../../documents/ini/arbitrary-ini.js';
import { policyFile } from '../../documents/policy/generate.js';
import { mutated, mutatedOneOf } from '../mutated.js';
import { property } from '../property.js';

const installed = (...name: string[]) => fc.constant(readFileSync(templatePath('lab', ...name), 'latin1'));
const bytesOf = (text: string) => Buffer.from(text, 'latin1');

/** What the reader makes of it; undefined: it is refused, with a place inside of the file. */
function understood<T>(text: string, read: (bytes: Uint8Array) => T): T | undefined {
  try {
    return read(bytesOf(text));
  } catch (error) {
    assert(error instanceof DocumentError, String(error));
    const line = text.split('\n')[error.line - 1];
    assert(line !== undefined && error.column >= 1 && error.column <= line.length + 1, error.message);
    return undefined;
  }
}

/** What a change of the document gives; undefined: it cannot be made safely. */
function edited<T>(edit: () => T): T | undefined {
  try {
    return edit();
  } catch (error) {
    if (error instanceof DocumentError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Both texts without the lines at their beginning and end that are the same. */
function differing(before: string, after: string): readonly [readonly string[], readonly string[]] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail))
    tail += 1;
  return [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
}

/** The lines of a key are what differs, or one that was added. */
function assertOnlyLinesOf(key: string, before: string, after: string): void {
  const [old, now] = [before.split('\n'), after.split('\n')];
  if (old.length !== now.length) {
    const [gone, come] = differing(before, after);
    assert(
      now.length === old.length + 1 && gone.length <= 1 && come.length <= 2,
      JSON.stringify([gone, come]),
    );
    return;
  }
  for (const [index, line] of now.entries())
    assert(
      line === old[index] || (line.includes(key) && old[index]?.includes(key)),
      JSON.stringify([old[index], line]),
    );
}

const ini = mutated(
  fc.oneof(iniText, installed('nod32', 'nod32.cfg'), installed('imss', 'files', 'config', 'imss.ini')),
);
const cfg = mutated(
  fc.oneof(
    cfgFile.map(({ text }) => text),
    installed('axigen', 'axigen.cfg'),
  ),
);
const policy = mutated(
  fc.oneof(
    policyFile.map(({ text }) => text),
    installed('axigen', 'smtpFilters.script'),
  ),
);
const releases = [
  'Fedora Core release 5 (Bordeaux)\n',
  'Red Hat Enterprise Linux AS release 3 (Taroon Update 5)\n',
  'SuSE Linux 9.3 (i586)\nVERSION = 9.3\n',
  'Mandriva Linux release 2006.0 (Official) for i586\n',
  '3.1\n',
  'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=6.06\nDISTRIB_CODENAME=dapper\n',
  'NAME="Debian GNU/Linux"\nVERSION_ID="12"\n',
];

export const documentProperties = [
  property(
    'ini: printed as it was read, or refused',
    ini,
    (text) => {
      const document = understood(text, (bytes) => parseIni(bytes, 'a.cfg'));
      if (document !== undefined) assert.equal(Buffer.from(printIni(document)).toString('latin1'), text);
    },
    { share: 0.5 },
  ),
  property(
    'ini: a key set reads back, and twice is once',
    fc.record({
      text: ini,
      section: fc.oneof(sectionName, fc.constant('socket_1')),
      key: keyName,
      value: writableValue,
    }),
    ({ text, section, key, value }) => {
      const before = understood(text, (bytes) => parseIni(bytes, 'a.cfg'));
      if (before === undefined || iniSections(before, section).length === 0) return;
      const after = edited(() => setIniKey(before, section, key, value));
      if (after === undefined) return;
      const now = Buffer.from(printIni(after)).toString('latin1');
      const again = parseIni(bytesOf(now), 'a.cfg');
      assert.deepEqual(new Set(iniKeys(again, section, key).map((one) => one.value)), new Set([value]));
      assert.equal(setIniKey(again, section, key, value), again);
      assertOnlyLinesOf(key, text, now);
      const gone = edited(() => commentOutIniKey(again, section, key, '#'));
      if (gone !== undefined) assert.deepEqual(iniKeys(parseIni(printIni(gone), 'a.cfg'), section, key), []);
    },
    { share: 0.5 },
  ),
  property(
    'axigen.cfg: printed as it was read, or refused',
    cfg,
    (text) => {
      const document = understood(text, (bytes) => parseAxigenCfg(bytes, 'axigen.cfg'));
      if (document !== undefined)
        assert.equal(Buffer.from(printAxigenCfg(document)).toString('latin1'), text);
    },
    { share: 0.5 },
  ),
  property(
    'axigen.cfg: an attribute set reads back, and only its lines are changed',
    fc.record({
      text: cfg,
      number: fc.nat(),
      name: fc.constantFrom('address', 'enable', 'new'),
      value: fc.stringMatching(/^[\w .:#"{}()/*=-]{0,12}$/),
    }),
    ({ text, number, name, value }) => {
      const document = understood(text, (bytes) => parseAxigenCfg(bytes, 'axigen.cfg'));
      if (document === undefined) return;
      const paths = pathsOf('object', document.root);
      const path = paths[number % Math.max(1, paths.length)];
      if (path === undefined) return;
      const after = edited(() => setCfgAttribute(document, path, name, value));
      if (after === undefined) return;
      const now = Buffer.from(printAxigenCfg(after)).toString('latin1');
      const again = parseAxigenCfg(bytesOf(now), 'axigen.cfg');
      const found = cfgAt(again, [...path, name]);
      assert(found?.kind === 'scalar' && found.value === value, JSON.stringify(found));
      assert.equal(
        Buffer.from(printAxigenCfg(setCfgAttribute(again, path, name, value))).toString('latin1'),
        now,
      );
      const [old, new_] = differing(text, now);
      assert(old.length <= 3 && new_.length <= 3, JSON.stringify([old, new_]));
    },
    { share: 0.5 },
  ),
  property(
    'policy: printed as it was read, or refused',
    policy,
    (text) => {
      const document = understood(text, (bytes) => parsePolicy(bytes, 'a.script'));
      if (document !== undefined) assert.equal(Buffer.from(printPolicy(document)).toString('latin1'), text);
    },
    { share: 0.5 },
  ),
  property(
    'policy: a statement added and removed again leaves all but blanks as it was',
    fc.record({ text: policy, number: fc.nat() }),
    ({ text, number }) => {
      const document = understood(text, (bytes) => parsePolicy(bytes, 'a.script'));
      const within = document?.declarations[number % Math.max(1, document.declarations.length)];
      if (document === undefined || within === undefined) return;
      const added = edited(() =>
        appendPolicyStatement(document, within, { kind: 'call', method: 'GatewaySetup' }),
      );
      if (added === undefined) return;
      const now = Buffer.from(printPolicy(added)).toString('latin1');
      const again = parsePolicy(bytesOf(now), 'a.script');
      assert(now.length > text.length);
      const statement = again.declarations[number % again.declarations.length]?.body.statements.at(-1);
      assert(statement !== undefined);
      const removed = Buffer.from(printPolicy(removeStatement(again, statement))).toString('latin1');
      assert.equal(removed.replace(/\s/g, ''), text.replace(/\s/g, ''));
    },
    { share: 0.5 },
  ),
  property(
    'release files: a title without end is not taken',
    fc.record({ path: fc.constantFrom(...releaseFilePaths), text: mutatedOneOf(...releases) }),
    ({ path, text }) => {
      const release = readRelease(new Map([[path, text]]));
      assert(release === undefined || /^[a-z0-9.-]+$/.test(release.id), JSON.stringify(release));
      assert((release?.title.length ?? 0) < 2100);
    },
    // Signs alone make no id.
    { examples: [{ path: '/etc/SuSE-release' as const, text: '\n)\n' }] },
  ),
  property(
    'patches: of any two files, lines and all',
    fc.tuple(ini, ini),
    ([before, after]) => {
      const patch = Buffer.from(unifiedPatch('/etc/a', bytesOf(before), bytesOf(after))).toString('latin1');
      assert.equal(patch === '', before === after);
    },
    { share: 0.1 },
  ),
];
