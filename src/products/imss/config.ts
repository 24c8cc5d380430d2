import {
  commentedIniKeys,
  type IniDocument,
  iniKeys,
  iniSections,
  parseIni,
} from '../../documents/ini/index.js';
import { type DownstreamRead, readDownstream } from './downstream.js';
import {
  alikeElsewhere,
  everywhereSet,
  type ImssSetting,
  imssSetting,
  type KeyInSection,
  sectionNames,
} from './setting.js';
import { type ImssSocket, readSmtpSockets } from './sockets.js';
import { readSupportedCommands, type SupportedCommands } from './supported-commands.js';

/** The sections and keys that the article names (Interconnecting 2). */
export const imssKeys = {
  smtp: 'smtp',
  clientIp: 'smtp_allow_client_ip',
  proxyService: 'proxy_service',
  proxyPort: 'proxy_port',
  proxyAddress: 'proxy_smtp_server_ip',
  pop3: 'pop3',
  pop3Proxy: 'pop3_enable_proxy',
  pop3Scan: 'pop3_virus_scan',
} as const;

/** imss.ini as the steps need it. */
export interface ImssConfig extends DownstreamRead {
  readonly document: IniDocument;
  readonly hasSmtpSection: boolean;
  readonly hasPop3Section: boolean;
  /** Those that take the mail: one, unless the file is unlike the article's. */
  readonly smtpSockets: readonly ImssSocket[];
  /** proxy_smtp_server_ip, in every section that sets it. */
  readonly proxyAddress: readonly ImssSetting[];
  /** The sections in which it is commented out, where none sets it. */
  readonly proxyAddressOff: readonly string[];
  /** smtp_allow_client_ip in [smtp]; undefined: not active. Its doubt is one only where its line may go on in the next. */
  readonly clientIp: ImssSetting | undefined;
  /** The same name elsewhere, or in other letters: whether IMSS goes by it is not known. */
  readonly clientIpElsewhere: readonly KeyInSection[];
  readonly pop3Proxy: ImssSetting | undefined;
  readonly pop3Scan: ImssSetting | undefined;
  readonly supportedCommands: SupportedCommands | undefined;
}

/** @throws DocumentError naming file, line and column. */
export function readImssConfig(bytes: Uint8Array, file: string): ImssConfig {
  const document = parseIni(bytes, file);
  const proxyAddress = everywhereSet(document, imssKeys.proxyAddress);
  return {
    document,
    hasSmtpSection: iniSections(document, imssKeys.smtp).length > 0,
    hasPop3Section: iniSections(document, imssKeys.pop3).length > 0,
    smtpSockets: readSmtpSockets(document),
    proxyAddress,
    proxyAddressOff: proxyAddress.length > 0 ? [] : commentedIn(document, imssKeys.proxyAddress),
    clientIp: readClientIp(document),
    clientIpElsewhere: alikeElsewhere(document, imssKeys.smtp, imssKeys.clientIp),
    pop3Proxy: imssSetting(document, imssKeys.pop3, imssKeys.pop3Proxy),
    pop3Scan: imssSetting(document, imssKeys.pop3, imssKeys.pop3Scan),
    supportedCommands: readSupportedCommands(document),
    ...readDownstream(document),
  };
}

function commentedIn(document: IniDocument, key: string): readonly string[] {
  return sectionNames(document).filter((section) => commentedIniKeys(document, section, key).length > 0);
}

/** The line is only turned off: what its value means does not matter, but where it ends does. */
function readClientIp(document: IniDocument): ImssSetting | undefined {
  const found = imssSetting(document, imssKeys.smtp, imssKeys.clientIp);
  if (found === undefined) return undefined;
  const { doubt, ...rest } = found;
  const lines = iniKeys(document, imssKeys.smtp, imssKeys.clientIp);
  const end = lines.find(({ value }) => value.endsWith('\\'));
  if (end !== undefined) return { ...rest, doubt: end.doubt ?? 'it may go on in the next line' };
  const followed = lines.find(({ line }) => document.lines[line]?.kind === 'opaque');
  if (followed === undefined) return rest;
  return { ...rest, doubt: `line ${followed.line + 1}, which sets nothing, may belong to it` };
}
