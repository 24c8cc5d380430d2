import {
  type IniDocument,
  type IniKey,
  iniKeys,
  iniSections,
  iniValue,
  parseIni,
} from '../../documents/ini/index.js';
import { type AgentOption, globalOption } from './agent-option.js';
import { type Nod32Behaviour, readBehaviour } from './behaviour.js';
import { nod32 } from './product.js';

/** nod32.cfg as the steps need it. */
export interface Nod32Config {
  readonly document: IniDocument;
  readonly hasSmtpSection: boolean;
  readonly listenAddress: Setting;
  readonly listenPort: Setting;
  readonly serverAddress: Setting;
  readonly serverPort: Setting;
  readonly behaviour: Nod32Behaviour;
  /** Parallel scanning threads of nod32d (article, Tweaking 3). */
  readonly scanThreads: AgentOption;
  /** The same option where [smtp] sets it; what it means there is not known (facts: scanners-and-hosts 1.4). */
  readonly smtpThreads: IniKey | undefined;
}

export interface Setting {
  readonly value: string;
  /** Undefined: not in the file, the product's default counts. */
  readonly line: number | undefined;
  /** Every active occurrence agrees. */
  readonly consistent: boolean;
}

const scanThreads = 'num_thr';

/** @throws DocumentError naming file, line and column. */
export function readNod32Config(bytes: Uint8Array, file: string): Nod32Config {
  const document = parseIni(bytes, file);
  const setting = (key: string, fallback: string | number): Setting => {
    const found = iniValue(document, nod32.section, key);
    const all = iniKeys(document, nod32.section, key);
    return {
      value: found?.value ?? String(fallback),
      line: found?.line,
      consistent: all.every((one) => one.value === found?.value),
    };
  };
  return {
    document,
    hasSmtpSection: iniSections(document, nod32.section).length > 0,
    listenAddress: setting('listen_addr', nod32.defaults.listenAddress),
    listenPort: setting('listen_port', nod32.defaults.listenPort),
    serverAddress: setting('server_addr', nod32.defaults.serverAddress),
    serverPort: setting('server_port', nod32.defaults.serverPort),
    behaviour: readBehaviour(document),
    scanThreads: globalOption(document, scanThreads),
    smtpThreads: iniValue(document, nod32.section, scanThreads),
  };
}
