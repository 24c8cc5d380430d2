import {
  addCfgObject,
  addCfgSet,
  type CfgDocument,
  printAxigenCfg,
  setCfgAttribute,
} from '../src/documents/axigen-cfg/index.js';
import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import type { AxigenConfig, ClientConfig } from '../src/products/axigen/config.js';
import { axigen } from '../src/products/axigen/product.js';
import { editAxigenConfig } from './edit-axigen-config.js';
import { findingOf } from './finding-of.js';
import { notReadable } from './not-readable.js';
import { nod32Article } from './passages.js';

/** The ESMTP extensions that NOD32 cannot handle, by the switch that offers them. */
const switches = ['allowStartTLS', 'allowBinaryData'] as const;

/** Tells AXIGEN not to offer STARTTLS and BINARYMIME. */
export const limitEsmtpExtensions: Step = {
  id: 'limit-esmtp-extensions',
  title: 'Stop offering STARTTLS and BINARYMIME',
  passage: nod32Article('Tweaking 1'),
  says: 'NOD32 passes on every ESMTP extension that AXIGEN offers, but supports neither TLS nor BINARYMIME. Add a client with priority 501 and the patterns * that switches both off, and switch them off in every other client.',
  skipMeans: 'Senders that try STARTTLS cannot deliver, and messages sent with BINARYMIME are not scanned.',
  broughtForward:
    'as soon as NOD32 owns port 25, a sender that tries STARTTLS fails and its mail is not delivered',
  assess,
  changes,
};

function setting(client: ClientConfig, name: string): string {
  return client.settings.get(name.toLowerCase()) ?? '';
}

/** A client for every sender and recipient: it replaces AXIGEN's own default (article, Tweaking 1). */
function replacesDefault(client: ClientConfig): boolean {
  return setting(client, 'patternIn') === '*' && setting(client, 'patternOut') === '*';
}

/** Not set at all counts as offered: what a client offers by default is not known (facts: axigen 1). */
function isOff(client: ClientConfig, name: string): boolean {
  return setting(client, name).toLowerCase() === 'no';
}

function assess({ facts }: Situation): readonly Finding[] {
  const { config } = facts.axigen;
  if (config.state !== 'present') {
    return [
      notReadable(limitEsmtpExtensions, 'AXIGEN-DEFAULT-CLIENT', config, {
        wanted: 'a client with patternIn and patternOut * that replaces the default',
        where: axigen.configFile,
        why: 'Its switches decide whether STARTTLS and BINARYMIME are offered.',
      }),
    ];
  }
  const clients = config.value.clients ?? [];
  return [defaultClient(clients), ...switches.map((name) => oneSwitch(name, clients))];
}

function defaultClient(clients: readonly ClientConfig[]): Finding {
  const own = clients.find(replacesDefault);
  return findingOf(limitEsmtpExtensions, 'AXIGEN-DEFAULT-CLIENT', own === undefined ? 'drift' : 'ok', {
    wanted: 'a client with patternIn and patternOut * that replaces the default',
    found:
      own === undefined
        ? 'AXIGEN\u2019s own default counts, which offers STARTTLS and BINARYMIME'
        : `priority ${setting(own, 'priority')}`,
    where: own === undefined ? axigen.configFile : `${axigen.configFile}, line ${own.line}`,
    why: 'The switches of the built-in default client cannot be changed, only replaced.',
    ...(own === undefined ? { remedy: 'Add a client with priority 501 in SMTP-In, Clients.' } : {}),
  });
}

function oneSwitch(name: (typeof switches)[number], clients: readonly ClientConfig[]): Finding {
  const on = clients.filter((client) => !isOff(client, name));
  const offered = on.length > 0 || !clients.some(replacesDefault);
  return findingOf(
    limitEsmtpExtensions,
    name === 'allowStartTLS' ? 'AXIGEN-STARTTLS' : 'AXIGEN-BINARYMIME',
    offered ? 'drift' : 'ok',
    {
      wanted: `${name} = no in every client`,
      found:
        on.length === 0
          ? clients.length === 0
            ? 'no client is defined'
            : `no in ${clients.length === 1 ? 'the one client' : `all ${clients.length} clients`}`
          : on.map((client) => `line ${client.line}: ${setting(client, name) || 'not set'}`).join('; '),
      where: axigen.configFile,
      why:
        name === 'allowStartTLS'
          ? 'A TLS session through NOD32 fails, and the message is not delivered.'
          : 'A message sent with BINARYMIME passes NOD32 without being scanned.',
      ...(offered ? { remedy: `Set ${name} to no in every client.` } : {}),
      passage: nod32Article(name === 'allowStartTLS' ? 'Caveat 1' : 'Caveat 6'),
    },
  );
}

function changes({ facts }: Situation): readonly Change[] {
  return editAxigenConfig(facts.axigen, 'Switch STARTTLS and BINARYMIME off for all SMTP clients', edit);
}

function edit(config: AxigenConfig): Uint8Array {
  const { smtp = [], clients } = config;
  let document: CfgDocument = config.document;
  if (clients === undefined) document = addCfgSet(document, smtp, 'clients');
  (clients ?? []).forEach((client, index) => {
    for (const name of switches) {
      if (!isOff(client, name)) document = setCfgAttribute(document, [...smtp, 'clients', index], name, 'no');
    }
  });
  if (!(clients ?? []).some(replacesDefault)) {
    document = addCfgObject(
      document,
      [...smtp, 'clients'],
      [
        ['priority', '501'],
        ['patternIn', '*'],
        ['patternOut', '*'],
        ...switches.map((name) => [name, 'no'] as const),
      ],
    );
  }
  return printAxigenCfg(document);
}
