import type { Service } from '../../model/service.js';

/** Where AXIGEN lives on Linux (facts: axigen 1, 4, 5). */
export const axigen = {
  title: 'AXIGEN',
  package: /^axigen$/i,
  workFolder: '/var/opt/axigen',
  configFile: '/var/opt/axigen/run/axigen.cfg',
  /** Relative names in `smtpFiltersFile` are below the work folder. */
  defaultPolicy: 'filters/smtpFilters.script',
  policyFolder: '/var/opt/axigen/filters',
  /** Of its command line service (facts: axigen 2). */
  commandLinePort: 7000,
  /** The greeting of its SMTP service; it may be replaced by a setting in later versions. */
  banner: /^\S+ axigen e?smtp ready/i,
} as const;

export const axigenService: Service = {
  id: 'axigen',
  title: 'AXIGEN',
  script: '/etc/init.d/axigen',
  process: 'axigen',
  order: 1,
};
