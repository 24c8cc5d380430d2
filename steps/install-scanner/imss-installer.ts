import type { Change } from '../../src/model/change.js';
import type { Finding } from '../../src/model/finding.js';
import type { Situation } from '../../src/model/step.js';
import { imss } from '../../src/products/imss/product.js';
import { findingOf } from '../finding-of.js';
import { imssArticle } from '../passages.js';
import type { StepPart } from '../step-part.js';
import { imssConfigFile } from './imss-config-file.js';
import { imssSigns } from './imss-signs.js';
import { type ImssState, imssState } from './imss-state.js';

const installScanner = { id: 'install-scanner', passage: imssArticle('Prerequisites') } as const;

/** Has the vendor's installer run, and judges by what is there afterwards. */
export const imssInstaller: StepPart = {
  passage: installScanner.passage,
  says: 'Follow the installation procedure of the manual of IMSS. Its installer asks questions that are the vendor\u2019s: you answer them at your terminal. Whether IMSS is installed is judged by what is there afterwards.',
  skipMeans:
    'Without the scanner there is nothing to put in front of AXIGEN; the steps after this one have nothing to work on.',
  assess: (situation) => {
    const state = imssState(situation);
    return [
      installed(state, situation),
      ...root(state),
      ...remains(state),
      ...(state.kind === 'installed' ? [imssConfigFile(installScanner, situation)] : []),
    ];
  },
  changes,
};

function installed(state: ImssState, { facts }: Situation): Finding {
  const rest = {
    wanted: 'IMSS is installed',
    why: 'It is the program that scans the mail.',
  };
  switch (state.kind) {
    case 'installed':
      return findingOf(installScanner, 'IMSS-INSTALLED', 'ok', { ...rest, found: imssSigns(facts) });
    case 'untold':
      return findingOf(installScanner, 'IMSS-INSTALLED', 'unknown', {
        ...rest,
        found: state.reason,
        remedy: 'Put it right, then run gateway-setup again: a second installation would do harm.',
        blocks: 'could-not-look',
      });
    case 'root-open':
      return findingOf(installScanner, 'IMSS-INSTALLED', 'unknown', {
        ...rest,
        found: 'not told: the folder in which it is installed is not known',
        remedy: nameFolder,
      });
    case 'script-only':
    case 'file-only':
      return findingOf(installScanner, 'IMSS-INSTALLED', 'drift', {
        ...rest,
        found: state.kind === 'script-only' ? `only ${imss.script}` : `only ${state.path}`,
        remedy: 'First put right what the next finding says.',
      });
    case 'none':
      return findingOf(installScanner, 'IMSS-INSTALLED', 'drift', {
        ...rest,
        found: 'not installed',
        remedy: 'Have setup run its installer (--installer COMMAND), or install it by hand.',
      });
  }
}

const nameFolder = `Name the folder that has ${imss.configFile} in it with --imss-root.`;
const takeAway =
  'keep a copy of what is there and remove it, or finish that installation by hand, then run gateway-setup again';

/** In which folder it is installed; before the installation that is no question. */
function root(state: ImssState): readonly Finding[] {
  const rest = {
    wanted: 'one folder in which IMSS is installed',
    why: 'Its configuration lies there, and by it its programs are told from others.',
  };
  if (state.kind === 'installed')
    return [
      findingOf(installScanner, 'IMSS-ROOT', 'ok', {
        ...rest,
        found: `${state.root.path}: ${state.root.because}`,
      }),
    ];
  if (state.kind === 'root-open')
    return [
      findingOf(installScanner, 'IMSS-ROOT', state.named ? 'drift' : 'unknown', {
        ...rest,
        found: state.reason,
        remedy: nameFolder,
        blocks: 'needs-consent',
      }),
    ];
  if (state.kind !== 'script-only') return [];
  const { named } = state;
  return [
    findingOf(installScanner, 'IMSS-ROOT', named === undefined ? 'unknown' : 'drift', {
      ...rest,
      found: `${imss.script} is there, but no ${imss.configFile} was found${named === undefined ? '' : `, neither in ${named} (--imss-root) nor elsewhere`}`,
      remedy: `${nameFolder} If there is no such folder: ${takeAway}.`,
      blocks: 'needs-consent',
    }),
  ];
}

/** What the operator has named nothing better for; the installer would write over it. */
function remains(state: ImssState): readonly Finding[] {
  const found = halfOf(state);
  if (found === undefined) return [];
  return [
    findingOf(installScanner, 'IMSS-REMAINS', 'drift', {
      wanted: 'nothing of an earlier installation of IMSS, or all of it',
      found,
      why: 'The installer would write over what an earlier one left behind, and it could not be brought back.',
      remedy: `Half of IMSS is there. If an installer left it that gateway-setup has run, roll that back: gateway-setup rollback. Otherwise ${takeAway}.`,
      blocks: 'failed',
    }),
  ];
}

function halfOf(state: ImssState): string | undefined {
  if (state.kind === 'file-only') return `${state.path}, but no ${imss.script}`;
  return state.kind === 'script-only' && state.named !== undefined
    ? `${imss.script}, but no ${imss.configFile}, neither in ${state.named} (--imss-root) nor elsewhere`
    : undefined;
}

/** Only where there is nothing of it at all. */
function changes(situation: Situation): readonly Change[] {
  const { installer } = situation.answers;
  if (installer === undefined || imssState(situation).kind !== 'none') return [];
  return [
    {
      kind: 'run-installer',
      summary: `Run the installer of IMSS: ${installer}`,
      command: installer,
      scripts: [imss.script],
    },
  ];
}
