import type { Fact } from '../../host/fact.js';
import type { Host } from '../../host/host.js';
import { sh } from '../../host/shell.js';
import type { FileFact } from '../../host/survey/answers.js';
import type { SurveyRequest } from '../../host/survey/request.js';
import { takeSurvey } from '../../host/survey/take.js';
import type { Answers } from '../../model/answers.js';
import { axigen } from '../../products/axigen/product.js';
import type { HostFacts } from '../../products/host-facts.js';
import { scannerOf } from '../../products/scanners.js';
import type { PlanFile } from './document.js';
import { sha256 } from './write-document.js';

/** The files whose bytes decide what is planned, as they are now. */
export async function filesRead(
  host: Host,
  facts: HostFacts,
  answers: Answers,
  signal: AbortSignal,
): Promise<readonly PlanFile[]> {
  const { axigen: mail } = facts;
  const scanner = scannerOf(answers);
  const [usual = scanner.configName] = scanner.configPaths(facts);
  const policyPath = mail.config.state === 'present' ? mail.config.value.policyFile : undefined;
  return [
    readFile(axigen.configFile, mail.configFile),
    ...(policyPath === undefined ? [] : [readFile(policyPath, mail.policyFile)]),
    readFile(usual, scanner.configFile(facts)),
    ...(await carriedFiles(host, answers, signal)),
  ];
}

function readFile(path: string, fact: Fact<FileFact>): PlanFile {
  if (fact.state !== 'present') return { path, state: fact.state };
  const { bytes } = fact.value;
  if (bytes === undefined) return { path: fact.value.path, state: 'unreadable' };
  return { path: fact.value.path, state: 'present', sha256: sha256(bytes) };
}

/** What is copied or installed as it is. Packages are large: the server tells their checksum itself. */
async function carriedFiles(
  host: Host,
  { license, package: file }: Pick<Answers, 'license' | 'package'>,
  signal: AbortSignal,
): Promise<readonly PlanFile[]> {
  const paths = [license, file].filter((path) => path !== undefined);
  if (paths.length === 0) return [];
  const requests: readonly SurveyRequest[] = paths.map((path) => ({
    kind: 'command',
    id: path,
    // Nothing but a regular file: a pipe would keep us waiting. What cksum says of the name is of no use.
    script: sh`[ -e ${path} ] || exit 3; [ -f ${path} ] || exit 4; cksum < ${path} 2>/dev/null`,
  }));
  const survey = await takeSurvey(host, requests, signal);
  return paths.map((path) => {
    const answer = survey.command(path);
    const code = answer.state === 'present' ? answer.value.code : undefined;
    if (answer.state !== 'present' || code !== 0)
      return { path, state: code === 3 ? 'absent' : 'unreadable' };
    return { path, state: 'present', cksum: Buffer.from(answer.value.output).toString('utf8').trim() };
  });
}
