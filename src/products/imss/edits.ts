import {
  checkIniReadBack,
  commentOutIniKey,
  extendIniValue,
  type IniDocument,
  type IniEdit,
  iniKeys,
  printIni,
  setIniKey,
} from '../../documents/ini/index.js';
import { type ImssConfig, imssKeys } from './config.js';
import type { ImssDownstream } from './downstream.js';
import type { ImssSocket } from './sockets.js';
import { authSuffix, type SupportedCommands, supportedCommandsSection } from './supported-commands.js';

/** imss.ini after one edit, and how the edited keys must read. */
export interface ImssEdit {
  readonly document: IniDocument;
  readonly reads: readonly IniEdit[];
}

/** Interconnecting 2: no verification of the clients' addresses. */
export function commentOutClientIp(document: IniDocument): ImssEdit {
  const { smtp, clientIp } = imssKeys;
  return {
    document: commentOutIniKey(document, smtp, clientIp, '#'),
    reads: [{ section: smtp, key: clientIp, value: undefined }],
  };
}

/** Interconnecting 2: the port below proxy_service=SMTP_SERVICE. */
export function setProxyPort(
  document: IniDocument,
  { section }: Pick<ImssSocket, 'section'>,
  port: number,
): ImssEdit {
  return set(document, [{ section, key: imssKeys.proxyPort, value: String(port) }]);
}

/**
 * Interconnecting 2: proxy_smtp_server_ip in every section that sets it, or, where none does, in the one section in which it is
 * commented out. It is not created: the section that it belongs to is not known.
 */
export function setProxyAddress(
  document: IniDocument,
  { proxyAddress, proxyAddressOff }: Pick<ImssConfig, 'proxyAddress' | 'proxyAddressOff'>,
  address: string,
): ImssEdit {
  const off = proxyAddressOff.length === 1 ? proxyAddressOff : [];
  const sections = proxyAddress.length > 0 ? proxyAddress.map(({ section }) => section) : off;
  return set(
    document,
    sections.map((section) => ({ section, key: imssKeys.proxyAddress, value: address })),
  );
}

/** Interconnecting 2: POP3 is not scanned. Only in a file that has a section [pop3]. */
export function setPop3Off(
  document: IniDocument,
  { hasPop3Section }: Pick<ImssConfig, 'hasPop3Section'>,
): ImssEdit {
  const { pop3: section, pop3Proxy, pop3Scan } = imssKeys;
  return set(
    document,
    hasPop3Section ? [pop3Proxy, pop3Scan].map((key) => ({ section, key, value: 'no' })) : [],
  );
}

/** Tweaking 1: AUTH behind the list, under the key that the file has. */
export function appendAuth(document: IniDocument, { key }: Pick<SupportedCommands, 'key'>): ImssEdit {
  const section = supportedCommandsSection;
  const edited = extendIniValue(document, section, key, authSuffix);
  // The last one is what the other parser takes.
  const value = iniKeys(edited, section, key).at(-1)?.value;
  return { document: edited, reads: value === undefined ? [] : [{ section, key, value }] };
}

/** The lines that say where mail is handed on. */
export function setDownstream(
  document: IniDocument,
  { addressSetting, portSetting }: Pick<ImssDownstream, 'addressSetting' | 'portSetting'>,
  { address, port }: { readonly address: string; readonly port: number },
): ImssEdit {
  const { section, key } = addressSetting;
  if (portSetting.key === key) return set(document, [{ section, key, value: `${address}:${port}` }]);
  return set(document, [
    { section, key, value: address },
    { section: portSetting.section, key: portSetting.key, value: String(port) },
  ]);
}

function set(document: IniDocument, edits: readonly (IniEdit & { readonly value: string })[]): ImssEdit {
  return {
    document: edits.reduce((done, { section, key, value }) => setIniKey(done, section, key, value), document),
    reads: edits,
  };
}

/** The bytes of imss.ini after several edits, read back by a parser that is not ours. @throws Error when it reads otherwise. */
export function editedImssIni(
  document: IniDocument,
  edits: readonly ((document: IniDocument) => ImssEdit)[],
): Uint8Array {
  const done = edits.reduce<ImssEdit>(
    (before, edit) => {
      const after = edit(before.document);
      return { document: after.document, reads: [...before.reads, ...after.reads] };
    },
    { document, reads: [] },
  );
  const bytes = printIni(done.document);
  checkIniReadBack(bytes, done.reads);
  return bytes;
}
