import { type IniDocument, type IniKey, iniKeys, iniSections } from '../../documents/ini/index.js';
import { type ImssSetting, imssSetting, sectionNames } from './setting.js';

/** A section that opens a port, found by its service, as its number says nothing (facts: scanners-and-hosts 2.3). */
export interface ImssSocket {
  /** Such as `socket1`. */
  readonly section: string;
  /** Of its first header, from 1. */
  readonly line: number;
  /** proxy_port; undefined: no line sets it. */
  readonly port: ImssSetting | undefined;
  /** Why it cannot be told for sure that this one takes the mail, and so is not edited. */
  readonly doubt?: string;
}

const smtpService = 'SMTP_SERVICE';

/**
 * The sockets of the service that takes the mail. Sections of one name count as one: which of them is read is not known, and an
 * edit sets them all.
 */
export function readSmtpSockets(document: IniDocument): readonly ImssSocket[] {
  return sectionNames(document).flatMap((section) => {
    const services = iniKeys(document, section, 'proxy_service');
    if (!services.some((one) => bareValue(one) === smtpService)) return [];
    const doubt = doubtOf(services);
    return {
      section,
      line: iniSections(document, section)[0]?.line ?? 0,
      port: imssSetting(document, section, 'proxy_port'),
      ...(doubt === undefined ? {} : { doubt }),
    };
  });
}

/** Without what may be a comment behind it. */
function bareValue({ value, doubt }: IniKey): string {
  return (doubt === undefined ? value : value.replace(/[;#].*$/, '')).trim();
}

function doubtOf(services: readonly IniKey[]): string | undefined {
  const other = services.find((one) => bareValue(one) !== smtpService);
  return other === undefined
    ? services.find(({ doubt }) => doubt !== undefined)?.doubt
    : `line ${other.line} says proxy_service=${other.value} in a section of the same name`;
}
