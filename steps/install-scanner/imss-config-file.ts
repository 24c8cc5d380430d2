import { sectionLabel } from '../../src/documents/ini/index.js';
import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { type ImssConfig, imssKeys } from '../../src/products/imss/config.js';
import { imss } from '../../src/products/imss/product.js';
import { listed } from '../../src/products/service-words.js';
import { findingOf } from '../finding-of.js';

/** Whether imss.ini is such that the article's edits can be made in it. Only looked at once IMSS is installed. */
export function imssConfigFile(
  step: Pick<Step, 'id' | 'passage'>,
  { facts }: Pick<Situation, 'facts'>,
): Finding {
  const { config, configFile } = facts.imss;
  const rest = {
    wanted: `${imss.configName} with a section [${imssKeys.smtp}], and one section with ${imssKeys.proxyService}=SMTP_SERVICE`,
    ...(configFile.state === 'present' ? { where: configFile.value.path } : {}),
    why: 'The address and port of the SMTP proxy are set there.',
    remedy: `Put ${imss.configName} right, then run gateway-setup again.`,
    blocks: 'could-not-look',
  } as const;
  if (config.state !== 'present') {
    const found = config.state === 'unreadable' ? config.reason : 'the file is not there';
    return findingOf(step, 'IMSS-CONFIG', 'unknown', { ...rest, found });
  }
  const problem = problemOf(config.value);
  if (problem !== undefined) return findingOf(step, 'IMSS-CONFIG', 'drift', { ...rest, ...problem });
  const { remedy: _, blocks: __, ...settled } = rest;
  return findingOf(step, 'IMSS-CONFIG', 'ok', { ...settled, found: 'understood' });
}

function problemOf({
  hasSmtpSection,
  smtpSockets: [socket, ...others],
}: ImssConfig): Pick<Finding, 'found' | 'remedy'> | undefined {
  if (!hasSmtpSection) return { found: `there is no section [${imssKeys.smtp}] in it` };
  if (socket === undefined) return { found: `no section has ${imssKeys.proxyService}=SMTP_SERVICE` };
  if (others.length > 0) {
    const sections = [socket, ...others].map(
      ({ section, line }) => `${sectionLabel(section)} (line ${line})`,
    );
    return {
      found: `${listed(sections)} ${sections.length === 2 ? 'both' : 'all'} have ${imssKeys.proxyService}=SMTP_SERVICE`,
      remedy: `Which of them IMSS goes by is not known: comment out with # the lines of all but one, restart IMSS (${imss.script} restart), then run gateway-setup again.`,
    };
  }
  const { doubt, section, line } = socket;
  return doubt === undefined ? undefined : { found: `${sectionLabel(section)} (line ${line}): ${doubt}` };
}
