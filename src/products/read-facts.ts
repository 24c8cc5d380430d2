import { posix } from 'node:path';
import { readRelease, releaseFilePaths } from '../documents/release/distribution.js';
import { absent, type Fact, follow, present, unreadable } from '../host/fact.js';
import type { FileFact, SurveyAnswers } from '../host/survey/answers.js';
import type { Answers } from '../model/answers.js';
import { type AxigenConfig, readAxigenConfig } from './axigen/config.js';
import { readGeneration } from './axigen/generation.js';
import { readAxigenPolicy } from './axigen/policy.js';
import { axigen, axigenService } from './axigen/product.js';
import { clockOf, hostnameOf, listeningOf, processesOf, spaceOf, uidOf } from './host/command-facts.js';
import { executablesOf, withExecutables } from './host/executables.js';
import { readInstalled, readManager, readPackageFile, readRemains } from './host/packages.js';
import { parsedFile } from './host/parsed-file.js';
import type { AxigenFacts, Distribution, HostFacts, Nod32Facts } from './host-facts.js';
import { readImss } from './imss/read-facts.js';
import { readNod32Config } from './nod32/config.js';
import { isLeftBehind } from './nod32/license-files.js';
import { nod32, nod32Builds, nod32Daemon, nod32Smtp } from './nod32/product.js';

/** The survey's answers as typed facts. Pure. */
export function readHostFacts(
  survey: SurveyAnswers,
  answers: Pick<Answers, 'license' | 'package' | 'imssRoot'>,
): HostFacts {
  const clock = clockOf(survey.command('clock'));
  const executables = executablesOf(survey.command('executables'));
  return {
    uid: uidOf(survey.command('uid')),
    hostname: hostnameOf(survey.command('hostname')),
    distribution: readDistribution(survey),
    packages: readManager(survey.command('manager')),
    listening: follow(listeningOf(survey.command('ports')), (list) =>
      present(withExecutables(list, executables)),
    ),
    processes: follow(processesOf(survey.command('processes'), clock), (list) =>
      present(withExecutables(list, executables)),
    ),
    clock,
    space: spaceOf(survey.command('space')),
    axigen: readAxigen(survey),
    nod32: readNod32(survey),
    imss: readImss(survey, answers),
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
  const config = parsedFile(configFile, readAxigenConfig);
  const policyFile = follow(config, (value) => findPolicy(survey, value));
  const policy = parsedFile(policyFile, readAxigenPolicy);
  const installed = readInstalled(survey.command('packages'), axigen.package);
  return {
    package: installed,
    script: survey.file(axigenService.script),
    configFile,
    config,
    generation: readGeneration({ package: installed, config, policy }),
    policyFile,
    policy,
  };
}

function findPolicy(survey: SurveyAnswers, config: AxigenConfig): Fact<FileFact> {
  const { policyFile } = config;
  if (policyFile === undefined) return absent;
  return follow(survey.folder(axigen.policyFolder), (files) => {
    const found = files.find((file) => file.state === 'present' && file.value.path === policyFile);
    if (found !== undefined) return found;
    if (posix.dirname(policyFile) === axigen.policyFolder) {
      return files.find((file) => file.state === 'unreadable') ?? absent;
    }
    return unreadable(`it is configured as ${policyFile}, which is not directly in ${axigen.policyFolder}`);
  });
}

function readNod32(survey: SurveyAnswers): Nod32Facts {
  const inState = (state: Fact<FileFact>['state']) =>
    nod32Builds.find(({ folder }) => survey.file(`${folder}/nod32.cfg`).state === state);
  const build = inState('present') ?? inState('unreadable') ?? nod32Builds[0];
  const configFile = survey.file(`${build.folder}/nod32.cfg`);
  const licenseFolder = `${build.folder}/license`;
  return {
    package: readInstalled(survey.command('packages'), nod32.package),
    remains: readRemains(survey.command('packages'), nod32.package),
    daemonScript: survey.file(nod32Daemon.script),
    smtpScript: survey.file(nod32Smtp.script),
    configFile,
    config: parsedFile(configFile, readNod32Config),
    licenseFolder,
    licenses: follow(survey.folder(licenseFolder), readLicenses),
  };
}

function readLicenses(files: readonly Fact<FileFact>[]): Fact<readonly string[]> {
  const licenses = files.flatMap((file) =>
    file.state === 'present' && mayBeLicense(file.value) ? [file.value.path] : [],
  );
  const unread = files.find((file) => file.state === 'unreadable');
  return licenses.length === 0 && unread !== undefined ? unread : present(licenses);
}

/**
 * The licence's name is not known for sure, so it may be any file with something in it, but not what an editor or
 * the network file system left there (names that begin with a dot), nor what we left when we were cut off.
 */
function mayBeLicense({ path, size }: FileFact): boolean {
  return size > 0 && !isLeftBehind(posix.basename(path));
}

function readDistribution(survey: SurveyAnswers): Distribution {
  const files = new Map<string, string>();
  for (const path of releaseFilePaths) {
    const file = survey.file(path);
    if (file.state === 'present' && file.value.bytes)
      files.set(path, Buffer.from(file.value.bytes).toString('utf8'));
  }
  const release = readRelease(files);
  if (release === undefined) return { id: 'unknown', title: 'an unknown distribution' };
  return release;
}
