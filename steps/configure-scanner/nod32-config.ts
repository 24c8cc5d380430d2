import { setIniKey } from '../../src/documents/ini/index.js';
import type { Change } from '../../src/model/change.js';
import type { Finding } from '../../src/model/finding.js';
import type { Situation } from '../../src/model/step.js';
import type { Setting } from '../../src/products/nod32/config.js';
import { backend, nod32 } from '../../src/products/nod32/product.js';
import { readableNod32Config } from '../../src/products/nod32/readable-config.js';
import { editNod32Config } from '../edit-nod32-config.js';
import type { FindingId } from '../explanations/index.js';
import { findingOf } from '../finding-of.js';
import { notReadable } from '../not-readable.js';
import { nod32Article } from '../passages.js';
import type { StepPart } from '../step-part.js';

const configureScanner = { id: 'configure-scanner', passage: nod32Article('Interconnecting 2') } as const;

/** Gives NOD32's SMTP proxy port 25 on all addresses, in nod32.cfg. */
export const nod32Config: StepPart = {
  passage: configureScanner.passage,
  says: 'In the section [smtp] of nod32.cfg, listen_addr becomes 0.0.0.0 instead of localhost and listen_port 25 instead of 2526, so that NOD32 receives all incoming mail.',
  skipMeans: 'The scanner stays on its own port and no mail passes through it.',
  assess,
  changes,
};

function assess({ facts }: Situation): readonly Finding[] {
  const read = readableNod32Config(facts.nod32);
  if (read.state !== 'present') {
    return [
      notReadable(configureScanner, 'NOD32-LISTEN-PORT', read, {
        wanted: `listen_port = ${nod32.wanted.listenPort}`,
        where: 'nod32.cfg',
        why: 'Mail from other servers comes in on port 25.',
      }),
    ];
  }
  const { listenAddress, listenPort, serverAddress, serverPort } = read.value.config;
  const file = read.value.path;
  return [
    setting(
      'NOD32-LISTEN-ADDRESS',
      'listen_addr',
      listenAddress,
      [nod32.wanted.listenAddress],
      file,
      'Only then mail from other machines reaches the scanner.',
    ),
    setting(
      'NOD32-LISTEN-PORT',
      'listen_port',
      listenPort,
      [String(nod32.wanted.listenPort)],
      file,
      'Mail from other servers comes in on port 25.',
    ),
    setting(
      'NOD32-SERVER-ADDRESS',
      'server_addr',
      serverAddress,
      loopbackNames,
      file,
      'The scanner hands the mail on to this address: it must be AXIGEN\u2019s.',
    ),
    setting(
      'NOD32-SERVER-PORT',
      'server_port',
      serverPort,
      [String(backend.port)],
      file,
      'The scanner hands the mail on to this port: it must be AXIGEN\u2019s listener.',
    ),
  ];
}

/** Names of the address on which AXIGEN listens; `localhost` is the product's own default. */
const loopbackNames = [backend.address, 'localhost', 'localhost.localdomain'];

function setting(
  id: FindingId,
  key: string,
  found: Setting,
  good: readonly string[],
  file: string,
  why: string,
): Finding {
  const isGood = good.includes(found.value.toLowerCase()) && found.consistent;
  return findingOf(configureScanner, id, isGood ? 'ok' : 'drift', {
    wanted: `${key} = ${good[0]}`,
    found: `${found.line === undefined ? `not set (default ${found.value})` : found.value}${found.consistent ? '' : ' (set more than once, differently)'}`,
    where: found.line === undefined ? file : `${file}, line ${found.line}`,
    why,
    ...(isGood ? {} : { remedy: `Set ${key} in the section [${nod32.section}].` }),
  });
}

function changes({ facts }: Situation): readonly Change[] {
  const { config } = facts.nod32;
  if (config.state !== 'present' || !config.value.hasSmtpSection) return [];
  const { listenAddress, listenPort, serverAddress, serverPort } = config.value;
  const edits = [
    ...wanted('listen_addr', listenAddress, [nod32.wanted.listenAddress]),
    ...wanted('listen_port', listenPort, [String(nod32.wanted.listenPort)]),
    ...wanted('server_addr', serverAddress, loopbackNames),
    ...wanted('server_port', serverPort, [String(backend.port)]),
  ];
  const document = edits.reduce(
    (one, { section, key, value }) =>
      setIniKey(one, section, key, value, { quoteNew: key.endsWith('_addr') }),
    config.value.document,
  );
  return editNod32Config(facts.nod32, document, edits);
}

function wanted(key: string, found: Setting, good: readonly string[]) {
  const value = good[0] ?? '';
  return good.includes(found.value.toLowerCase()) && found.consistent
    ? []
    : [{ section: nod32.section, key, value }];
}
