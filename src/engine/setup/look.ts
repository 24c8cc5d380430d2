import { type Fact, present } from '../../host/fact.js';
import type { Host } from '../../host/host.js';
import type { FileFact, SurveyAnswers } from '../../host/survey/answers.js';
import { takeSurvey } from '../../host/survey/take.js';
import type { Answers } from '../../model/answers.js';
import type { Change } from '../../model/change.js';
import type { HostFacts } from '../../products/host-facts.js';
import { readHostFacts } from '../../products/read-facts.js';
import { surveyRequests } from '../../products/requests.js';
import type { GivenAnswers } from '../../questions/question.js';

/** The operator's own paths, which are looked at in the same go. */
export type Chosen = Pick<Answers, 'license' | 'package' | 'imssRoot'>;

/** What must be known of the answers before the first look: where a scanner is, not what would be installed. */
export function chosenOf(given: GivenAnswers): Chosen {
  const imssRoot = given.get('imss-root');
  return imssRoot === undefined ? {} : { imssRoot };
}

/** The target as one survey saw it. */
export interface Look {
  readonly survey: SurveyAnswers;
  readonly facts: HostFacts;
}

export async function lookAt(host: Host, answers: Chosen, signal: AbortSignal): Promise<Look> {
  const survey = await takeSurvey(host, surveyRequests(answers), signal);
  return { survey, facts: readHostFacts(survey, answers) };
}

/** The same look with the edits already in the files: what the next step of a stage builds on. Pure. */
export function withEdits(look: Look, changes: readonly Change[], answers: Chosen): Look {
  const edits = new Map(
    changes.flatMap((change) =>
      change.kind === 'edit-file' || change.kind === 'configure-axigen' ? [[change.path, change.after]] : [],
    ),
  );
  if (edits.size === 0) return look;
  const edited = (fact: Fact<FileFact>): Fact<FileFact> => {
    if (fact.state !== 'present') return fact;
    const bytes = edits.get(fact.value.real ?? fact.value.path);
    return bytes === undefined ? fact : present({ ...fact.value, bytes, size: bytes.length });
  };
  const survey: SurveyAnswers = {
    file: (path) => edited(look.survey.file(path)),
    folder: (path) => {
      const files = look.survey.folder(path);
      return files.state === 'present' ? present(files.value.map(edited)) : files;
    },
    command: (id) => look.survey.command(id),
    places: (id) => look.survey.places(id).map((place) => ({ ...place, file: edited(place.file) })),
  };
  return { survey, facts: readHostFacts(survey, answers) };
}
