import type { Fact } from '../host/fact.js';
import type { FileFact } from '../host/survey/answers.js';
import type { Passage } from '../model/finding.js';
import type { ScannerId } from '../model/scanner-id.js';
import type { Service } from '../model/service.js';
import type { HostFacts } from './host-facts.js';

/**
 * What the steps, the engine and the reports must know of a scanner: data, and pure looks at the facts. Everything else
 * about a product stays in its own folder and in the steps of its article.
 */
export interface Scanner {
  readonly id: ScannerId;
  /** As people call it, such as `NOD32`. */
  readonly title: string;
  /** Its full name. */
  readonly product: string;
  readonly article: Passage['article'];
  readonly articleTitle: string;
  /** With which the ids of its findings begin. */
  readonly findings: 'NOD32' | 'IMSS';
  /** The distributions of the article, as ids of `readRelease`. */
  readonly distributions: ReadonlySet<string>;
  /** Where AXIGEN listens once the scanner has taken over port 25 (Interconnecting 1). */
  readonly backend: { readonly address: string; readonly port: number };
  /** The port of its SMTP proxy as installed. */
  readonly ownPort: number;
  /** The name of its configuration file, without the folder. */
  readonly configName: string;
  /** The header by which a message shows that it passed the scanner. */
  readonly header: string;
  /** The header's value is the scanner's own. */
  isOwnHeader(value: string): boolean;
  /** Why a message that passed the scanner may lack the header; undefined: it never does. */
  readonly headerMayBeMissing?: string;
  /** What its proxy says while no mail server is behind it, and likely causes of anything else. */
  readonly standalone: {
    /** Without the code 421. */
    readonly text: string;
    readonly pattern: RegExp;
    /** Where it greets with 220 all the same. */
    readonly connected: readonly string[];
    readonly down: readonly string[];
  };
  /** The first line of its own greeting, before AXIGEN's; undefined: it has none. */
  readonly greeting?: RegExp;
  /** Its console in the browser, over TLS; undefined: it has none. */
  readonly console?: { readonly port: number; readonly path: string };
  /** In the order in which they are started. */
  services(facts: HostFacts): readonly Service[];
  /** The one that takes the mail. */
  proxy(facts: HostFacts): Service;
  isInstalled(facts: HostFacts): boolean;
  /** Such as `2.51`; undefined: nothing tells. */
  version(facts: HostFacts): string | undefined;
  configFile(facts: HostFacts): Fact<FileFact>;
  /** The paths of its configuration file, wherever this or another build has it. */
  configPaths(facts: HostFacts): readonly string[];
  /** Where it listens by its file; undefined: what stands there is no port. */
  listenPort(facts: HostFacts): number | undefined;
  /** What its file says of the mail's way. */
  route(facts: HostFacts): Fact<ScannerRoute>;
}

export interface ScannerRoute {
  readonly listens: { readonly address: string; readonly port: string };
  /** Undefined: the file does not tell. */
  readonly handsOn: { readonly address: string; readonly port: string } | undefined;
}
