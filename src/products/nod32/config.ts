import { type IniDocument, iniKeys, iniSections, iniValue, parseIni } from '../../documents/ini/index.js';
import { nod32 } from './product.js';

/** nod32.cfg as the steps need it. */
export interface Nod32Config {
  readonly document: IniDocument;
  readonly hasSmtpSection: boolean;
  readonly listenAddress: Setting;
  readonly listenPort: Setting;
  readonly serverAddress: Setting;
  readonly serverPort: Setting;
}

export interface Setting {
  readonly value: string;
  /** Undefined: not in the file, the product's default counts. */
  readonly line: number | undefined;
  /** Every active occurrence agrees. */
  readonly consistent: boolean;
}

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
  };
}
