import { DocumentError } from '../documents/document-error.js';
import { readRelease, releaseFilePaths } from '../documents/release/distribution.js';
import { absent, type Fact, follow, present, unreadable } from '../host/fact.js';
import type { CommandFact, FileFact, SurveyAnswers } from '../host/survey/answers.js';
import type { Answers } from '../model/answers.js';
import { type AxigenConfig, readAxigenConfig } from './axigen/config.js';
import { readAxigenPolicy } from './axigen/policy.js';
import { axigen, axigenService } from './axigen/product.js';
import { readInstalled, readManager, readPackageFile } from './host/packages.js';
import { readListening } from './host/ports.js';
import { readProcesses } from './host/processes.js';
import { readSpace } from './host/space.js';
import type { AxigenFacts, Distribution, HostFacts, Nod32Facts } from './host-facts.js';
import { readNod32Config } from './nod32/config.js';
import { listedDistributions } from './nod32/distributions.js';
import { nod32, nod32Builds, nod32Daemon, nod32Smtp } from './nod32/product.js';
import { spaceFolders } from './requests.js';

/** The survey's answers as typed facts. Pure. */
export function readHostFacts(
  survey: SurveyAnswers,
  answers: Pick<Answers, 'license' | 'package'>,
): HostFacts {
  return {
    uid: textOf(survey.command('uid'), (text) =>
      /^\d+$/.test(text) ? present(Number(text)) : unreadable(text),
    ),
    hostname: textOf(survey.command('hostname'), present),
    distribution: readDistribution(survey),
    packages: readManager(survey.command('manager')),
    listening: succeeded(survey.command('ports'), (text) => present(readListening(text))),
    processes: succeeded(survey.command('processes'), (text) => present(readProcesses(text))),
    space: textOf(survey.command('space'), (text) => present(readSpace(spaceFolders, text))),
    axigen: readAxigen(survey),
    nod32: readNod32(survey),
    chosen: {
      license: answers.license === undefined ? absent : survey.file(answers.license),
      package:
        answers.package === undefined
          ? absent
          : readPackageFile(
              survey.file(answers.package),
              survey.command('package-signature'),
              survey.command('package-name'),
            ),
    },
  };
}

function readAxigen(survey: SurveyAnswers): AxigenFacts {
  const configFile = survey.file(axigen.configFile);
  const config = parsed(configFile, readAxigenConfig);
  const policyFile = follow(config, (value) => findPolicy(survey, value));
  return {
    package: readInstalled(survey.command('packages'), axigen.package),
    script: survey.file(axigenService.script),
    configFile,
    config,
    policyFile,
    policy: parsed(policyFile, readAxigenPolicy),
  };
}

function findPolicy(survey: SurveyAnswers, config: AxigenConfig): Fact<FileFact> {
  const { policyFile } = config;
  if (policyFile === undefined) return absent;
  return follow(survey.folder(axigen.policyFolder), (files) => {
    const found = files.find((file) => file.state === 'present' && file.value.path === policyFile);
    if (found !== undefined) return found;
    if (policyFile.startsWith(`${axigen.policyFolder}/`)) {
      return files.find((file) => file.state === 'unreadable') ?? absent;
    }
    return unreadable(`it is configured as ${policyFile}, outside ${axigen.policyFolder}`);
  });
}

function readNod32(survey: SurveyAnswers): Nod32Facts {
  const build =
    nod32Builds.find(({ folder }) => survey.file(`${folder}/nod32.cfg`).state === 'present') ??
    nod32Builds[0];
  const configFile = survey.file(`${build.folder}/nod32.cfg`);
  const licenseFolder = `${build.folder}/license`;
  return {
    package: readInstalled(survey.command('packages'), nod32.package),
    daemonScript: survey.file(nod32Daemon.script),
    smtpScript: survey.file(nod32Smtp.script),
    configFile,
    config: parsed(configFile, readNod32Config),
    licenseFolder,
    licenses: follow(survey.folder(licenseFolder), (files) =>
      present(files.flatMap((file) => (file.state === 'present' ? [file.value.path] : []))),
    ),
  };
}

function readDistribution(survey: SurveyAnswers): Distribution {
  const files = new Map<string, string>();
  for (const path of releaseFilePaths) {
    const file = survey.file(path);
    if (file.state === 'present' && file.value.bytes)
      files.set(path, Buffer.from(file.value.bytes).toString('utf8'));
  }
  const release = readRelease(files);
  if (release === undefined) return { id: 'unknown', title: 'an unknown distribution', listed: false };
  return { ...release, listed: listedDistributions.has(release.id) };
}

function parsed<T>(file: Fact<FileFact>, read: (bytes: Uint8Array, path: string) => T): Fact<T> {
  return follow(file, ({ bytes, path, type }) => {
    if (bytes === undefined)
      return unreadable(`${path} is ${type === 'directory' ? 'a folder' : 'no regular file'}`);
    try {
      return present(read(bytes, path));
    } catch (error) {
      if (error instanceof DocumentError) return unreadable(error.message);
      throw error;
    }
  });
}

function textOf<T>(command: Fact<CommandFact>, read: (text: string) => Fact<T>): Fact<T> {
  return follow(command, ({ output }) => read(Buffer.from(output).toString('utf8').trim()));
}

function succeeded<T>(command: Fact<CommandFact>, read: (text: string) => Fact<T>): Fact<T> {
  return follow(command, ({ code, output }) => {
    const text = Buffer.from(output).toString('utf8');
    return code === 0 ? read(text) : unreadable(text.trim() || `the command ended with status ${code}`);
  });
}
