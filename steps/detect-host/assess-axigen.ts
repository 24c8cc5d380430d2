import type { Finding } from '../../src/model/finding.js';
import type { ScannerId } from '../../src/model/scanner-id.js';
import type { Situation, Step } from '../../src/model/step.js';
import { generationIn } from '../../src/products/axigen/generation.js';
import { axigen, axigenService } from '../../src/products/axigen/product.js';
import { isRunning } from '../../src/products/host/processes.js';
import type { Scanner } from '../../src/products/scanner.js';
import { findingOf } from '../finding-of.js';
import { policyNotLookedAt } from '../policy-not-looked-at.js';
import { assessGeneration, assessVersion } from './assess-generation.js';

type ThisStep = Pick<Step, 'id' | 'passage'>;

export function assessAxigen(
  step: ThisStep,
  { id }: Pick<Scanner, 'id'>,
  situation: Situation,
): readonly Finding[] {
  const { facts, answers } = situation;
  const installed = assessInstalled(step, facts.axigen);
  if (installed.verdict === 'drift') return [installed];
  return [
    installed,
    assessVersion(step, facts.axigen),
    assessGeneration(step, situation),
    assessRunning(step, facts),
    assessConfig(step, facts.axigen),
    assessPolicy(step, facts.axigen, switchesInPolicy[id] && generationIn(facts, answers) === '10'),
  ];
}

/** IMSS filters what AXIGEN offers by itself, so AXIGEN's ESMTP switches stay as they are (article, Caveats 1 and 6). */
const switchesInPolicy: Readonly<Record<ScannerId, boolean>> = { nod32: true, imss: false };

type AxigenFacts = Situation['facts']['axigen'];

function assessInstalled(step: ThisStep, { script, configFile, package: installed }: AxigenFacts): Finding {
  const rest = {
    wanted: 'AXIGEN is installed',
    where: axigen.configFile,
    why: 'The scanner hands every message on to AXIGEN.',
  };
  if (configFile.state === 'absent' || script.state === 'absent') {
    const missing = [
      configFile.state === 'absent' && axigen.configFile,
      script.state === 'absent' && axigenService.script,
    ];
    return findingOf(step, 'AXIGEN-INSTALLED', 'drift', {
      ...rest,
      found: `missing: ${missing.filter(Boolean).join(', ')}`,
      remedy: 'Install AXIGEN and run its configuration wizard first (see its manual).',
      blocks: 'failed',
    });
  }
  const found =
    installed.state === 'present'
      ? `package ${installed.value.name} ${installed.value.version}`
      : axigen.configFile;
  return findingOf(step, 'AXIGEN-INSTALLED', 'ok', { ...rest, found });
}

function assessRunning(step: ThisStep, { processes }: Situation['facts']): Finding {
  const rest = {
    wanted: 'AXIGEN is running',
    why: 'What is not running cannot be verified before it is changed.',
  };
  if (processes.state !== 'present') {
    return findingOf(step, 'AXIGEN-RUNNING', 'unknown', {
      ...rest,
      found: processes.state === 'unreadable' ? processes.reason : 'the list of processes is missing',
      remedy: 'Check that `ps -e` works.',
      blocks: 'could-not-look',
    });
  }
  if (isRunning(processes.value, axigenService.process)) {
    return findingOf(step, 'AXIGEN-RUNNING', 'ok', { ...rest, found: 'running' });
  }
  return findingOf(step, 'AXIGEN-RUNNING', 'drift', {
    ...rest,
    found: 'no process of that name',
    remedy: `Start it with ${axigenService.script} start, and look into its log if it does not start.`,
    blocks: 'failed',
  });
}

function assessConfig(step: ThisStep, { config }: AxigenFacts): Finding {
  const rest = {
    wanted: 'a configuration that can be read and understood',
    where: axigen.configFile,
    why: 'A file that is not understood whole is not edited.',
  };
  if (config.state === 'present') {
    if (config.value.twins.length > 0)
      return findingOf(step, 'AXIGEN-CONFIG', 'unknown', {
        ...rest,
        found: config.value.twins.join('; '),
        remedy: 'Take out all but one, restart AXIGEN, then run gateway-setup again.',
        blocks: 'could-not-look',
      });
    if (config.value.smtp !== undefined)
      return findingOf(step, 'AXIGEN-CONFIG', 'ok', { ...rest, found: 'understood' });
    return findingOf(step, 'AXIGEN-CONFIG', 'unknown', {
      ...rest,
      found: 'there is no object for the SMTP-In service in it',
      remedy: 'Save the configuration in WebAdmin (Commands, Save Config), then run gateway-setup again.',
      blocks: 'could-not-look',
    });
  }
  return findingOf(step, 'AXIGEN-CONFIG', 'unknown', {
    ...rest,
    found: config.state === 'unreadable' ? config.reason : 'missing',
    remedy: 'Put the file right at that place, restart AXIGEN, then run gateway-setup again.',
    blocks: 'could-not-look',
  });
}

function assessPolicy(
  step: ThisStep,
  { policy, policyFile, config }: AxigenFacts,
  isNeeded: boolean,
): Finding {
  const where = config.state === 'present' ? config.value.policyFile : undefined;
  const rest = {
    wanted: 'an SMTP policy file that can be read and understood',
    ...(where === undefined ? {} : { where }),
    why: 'It decides who may relay; a rule that is overlooked there makes the server an open relay.',
  };
  // That axigen.cfg cannot be read is a finding of its own, which says what to do.
  if (config.state !== 'present')
    return findingOf(step, 'AXIGEN-POLICY', 'unknown', { ...rest, found: policyNotLookedAt(config) });
  if (policy.state === 'present')
    return findingOf(step, 'AXIGEN-POLICY', 'ok', { ...rest, found: 'understood' });
  if (policyFile.state === 'absent' && policy.state === 'absent') {
    if (isNeeded) {
      return findingOf(step, 'AXIGEN-POLICY', 'drift', {
        ...rest,
        found: 'no policy file is in use, and this AXIGEN keeps its ESMTP switches there',
        remedy:
          'Save a policy in WebAdmin (Security & Filtering, Acceptance & Routing), and see that smtpFiltersFile in axigen.cfg names it; then run gateway-setup again.',
        blocks: 'failed',
      });
    }
    return findingOf(step, 'AXIGEN-POLICY', 'ok', { ...rest, found: 'no policy file is in use' });
  }
  return findingOf(step, 'AXIGEN-POLICY', 'unknown', {
    ...rest,
    found: policy.state === 'unreadable' ? policy.reason : 'it could not be read',
    remedy: 'Put the file right at that place, then run gateway-setup again.',
    blocks: 'could-not-look',
  });
}
