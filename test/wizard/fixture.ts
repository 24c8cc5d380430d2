import type {
  AnswerRequest,
  FailedView,
  FinishedView,
  PlannedStep,
  StageView,
  VerifiedView,
  WelcomeView,
} from '../../src/engine/operator.js';
import { absent, present } from '../../src/host/fact.js';
import type { FileFact } from '../../src/host/survey/answers.js';
import type { Answers } from '../../src/model/answers.js';
import type { EditFile } from '../../src/model/change.js';
import type { Finding } from '../../src/model/finding.js';
import { noEvidence } from '../../src/model/probe.js';
import type { Step } from '../../src/model/step.js';
import type { StepId } from '../../src/model/step-id.js';
import { readAxigenConfig } from '../../src/products/axigen/config.js';
import { axigenService } from '../../src/products/axigen/product.js';
import type { HostFacts } from '../../src/products/host-facts.js';
import { readImssConfig } from '../../src/products/imss/config.js';
import { readNod32Config } from '../../src/products/nod32/config.js';
import { nod32Daemon, nod32Smtp } from '../../src/products/nod32/product.js';
import { scanners } from '../../src/products/scanners.js';
import type { AnswerKey } from '../../src/questions/question.js';

/** Views as the engine would hand them over, on a Fedora Core 5 with AXIGEN on port 25. */

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

export const axigenCfg =
  'Server {\n  smtpIncoming = {\n    listeners = (\n      {\n        address = 0.0.0.0:25\n      }\n    )\n  }\n}\n';
export const nod32Before = '[smtp]\n; the proxy\nlisten_addr = "localhost"\nlisten_port = 2526\n';
export const nod32After = '[smtp]\n; the proxy\nlisten_addr = "0.0.0.0"\nlisten_port = 25\n';
export const nod32Path = '/etc/opt/eset/nod32/nod32.cfg';

export function hostFacts(changed: Partial<HostFacts> = {}): HostFacts {
  return {
    uid: present(0),
    hostname: present('mail.example.com'),
    distribution: {
      id: 'fedora-core-5',
      title: 'Fedora Core 5',
      source: '/etc/fedora-release',
    },
    packages: present('rpm'),
    listening: present([{ address: '0.0.0.0', port: 25, pid: 812, program: 'axigen' }]),
    processes: present([{ pid: 812, name: 'axigen' }]),
    clock: absent,
    space: present([{ folder: '/var/lib', freeKiB: 1_000_000 }]),
    axigen: {
      package: present({ name: 'axigen', version: '1.2.5' }),
      script: absent,
      configFile: absent,
      config: present(readAxigenConfig(bytes(axigenCfg), '/var/opt/axigen/run/axigen.cfg')),
      generation: present({ value: '1.2', because: 'it is version 1.2.5' }),
      policyFile: absent,
      policy: absent,
    },
    nod32: {
      package: absent,
      remains: absent,
      daemonScript: absent,
      smtpScript: absent,
      configFile: absent,
      config: absent,
      licenseFolder: '/etc/opt/eset/nod32/license',
      licenses: absent,
    },
    imss: {
      root: absent,
      roots: [],
      configFile: absent,
      config: absent,
      script: absent,
      package: absent,
    },
    chosen: { license: absent, package: absent },
    ...changed,
  };
}

export function behindScanner(): HostFacts {
  return hostFacts({
    listening: present([
      { address: '0.0.0.0', port: 25, pid: 900, program: nod32Smtp.process },
      { address: '127.0.0.1', port: 2525, pid: 812, program: 'axigen' },
    ]),
    nod32: {
      ...hostFacts().nod32,
      package: present({ name: 'nod32lms', version: '2.51' }),
      config: present(readNod32Config(bytes(nod32After), nod32Path)),
    },
  });
}

/** IMSS in its usual folder, as installed. */
export function withImss(config = 'downstream_smtp_server_addr=127.0.0.1'): HostFacts {
  const path = '/opt/trend/imss';
  const text = `[socket1]\nproxy_service=SMTP_SERVICE\nproxy_port=10025\n[smtp]\n${config}\n`;
  const file = (name: string): FileFact => ({
    path: name,
    type: 'file',
    mode: 0o755,
    uid: 0,
    gid: 0,
    size: text.length,
    modified: 0,
    link: false,
    bytes: bytes(text),
  });
  const root = { path, folder: path, because: 'it is a usual place' };
  return hostFacts({
    distribution: { id: 'rhel-3', title: 'Red Hat Enterprise Linux 3' },
    imss: {
      root: present(root),
      roots: [root],
      configFile: present(file(`${path}/config/imss.ini`)),
      config: present(readImssConfig(bytes(text), `${path}/config/imss.ini`)),
      script: present(file('/etc/init.d/S99ISIMSS')),
      package: absent,
    },
  });
}

export const answers: Answers = {
  scanner: 'nod32',
  recipient: 'postmaster@example.com',
  deliveryTimeout: 60,
  confirmTimeout: 180,
  acceptDistribution: false,
  acceptDownstream: false,
  axigenDriver: 'auto',
  eicarTest: false,
  scanThreads: 10,
  onFailure: 'rollback',
};

export function finding(changed: Partial<Finding> = {}): Finding {
  return {
    id: 'NOD32-LISTEN-PORT',
    step: 'configure-scanner',
    verdict: 'drift',
    wanted: '25',
    found: '2526',
    where: `${nod32Path}, line 4`,
    why: 'Mail from other servers comes in on port 25.',
    remedy: 'Set listen_port to 25.',
    passage: { article: 'AXIGEN + NOD32', section: 'Interconnecting 2' },
    ...changed,
  };
}

export const editNod32: EditFile = {
  kind: 'edit-file',
  summary: 'listen on all addresses, port 25',
  path: nod32Path,
  before: bytes(nod32Before),
  after: bytes(nod32After),
  readers: [nod32Smtp, nod32Daemon],
  whileStopped: false,
};

export const editAxigen: EditFile = {
  kind: 'edit-file',
  summary: 'listen on 127.0.0.1:2525 only',
  path: '/var/opt/axigen/run/axigen.cfg',
  before: bytes(axigenCfg),
  after: bytes(axigenCfg.replace('0.0.0.0:25', '127.0.0.1:2525')),
  readers: [axigenService],
  whileStopped: true,
  readyPort: 2525,
};

export function step(id: StepId, title: string, more: Partial<Step> = {}): Step {
  return {
    id,
    title,
    passage: { article: 'AXIGEN + NOD32', section: 'Interconnecting 2' },
    says: `What the article says about ${id}.`,
    skipMeans: `Without ${id} no mail is scanned.`,
    assess: () => [],
    changes: () => [],
    ...more,
  };
}

export function planned(changed: Partial<PlannedStep> = {}): PlannedStep {
  return {
    step: step('configure-scanner', 'Give the scanner port 25'),
    findings: [finding()],
    changes: [editNod32],
    ...changed,
  };
}

export function stage(changed: Partial<StageView> = {}): StageView {
  return {
    steps: [planned()],
    handover: false,
    number: 4,
    total: 9,
    situation: { facts: hostFacts(), answers, evidence: noEvidence },
    ...changed,
  };
}

export function handover(): StageView {
  return stage({
    handover: true,
    steps: [
      planned({
        step: step('close-open-relay', 'Close the open relay', {
          broughtForward: 'behind the scanner every client looks like 127.0.0.1',
        }),
        findings: [finding({ id: 'RELAY-POLICY', verdict: 'risk' })],
        changes: [],
      }),
      planned({ step: step('move-axigen-listener', 'Move AXIGEN to 127.0.0.1:2525'), changes: [editAxigen] }),
      planned(),
    ],
  });
}

/** A stage that changes nothing and sends the test message. */
export function sending(): StageView {
  const send = step('send-test-mail', 'Send a mail through', {
    probes: () => [{ kind: 'test-mail', port: 25 }],
  });
  return stage({ steps: [planned({ step: send, changes: [] })] });
}

export function welcomeView(changed: Partial<WelcomeView> = {}): WelcomeView {
  return {
    target: 'this server',
    facts: hostFacts(),
    scanner: scanners.nod32,
    findings: [finding()],
    offers: [],
    ...changed,
  };
}

/** Where the scanner is settled: nobody is asked for it. */
export function request(given: readonly [AnswerKey, string][] = [], facts = hostFacts()): AnswerRequest {
  return {
    facts,
    given: new Map([['scanner', 'nod32'], ...given]),
    check: async (key, text) =>
      key === 'license' && text.includes('missing') ? `There is no file ${text} on the server.` : undefined,
  };
}

export function verifiedView(changed: Partial<VerifiedView> = {}): VerifiedView {
  return {
    stage: stage(),
    findings: [finding({ verdict: 'ok', found: '25' })],
    proof: ['X-Virus-Scanner: This message was checked by NOD32'],
    ...changed,
  };
}

export function failedView(changed: Partial<FailedView> = {}): FailedView {
  return {
    stage: stage(),
    problem: 'Port 25 did not answer.',
    findings: [],
    details: ['nod32smtp: bind: Address already in use'],
    putBack: false,
    ...changed,
  };
}

export function finishedView(changed: Partial<FinishedView> = {}): FinishedView {
  return {
    target: 'this server',
    outcome: 'done',
    runDirectory: '/var/lib/gateway-setup/runs/1-nod32',
    skipped: [],
    findings: [],
    changes: 3,
    restarts: 2,
    ...changed,
  };
}

/** A file edit with this many changed lines, for the long-diff cases. */
export function longEdit(lines: number): EditFile {
  const text = (word: string) => Array.from({ length: lines }, (_, index) => `${word} ${index}\n`).join('');
  return { ...editNod32, before: bytes(text('old')), after: bytes(text('new')) };
}
