import type { SurveyAnswers } from '../../host/survey/answers.js';
import type { Answers } from '../../model/answers.js';
import { readInstalled } from '../host/packages.js';
import { parsedFile } from '../host/parsed-file.js';
import { readImssConfig } from './config.js';
import type { ImssFacts } from './facts.js';
import { rootSearch } from './find-root.js';
import { imss } from './product.js';
import { readRoot } from './read-root.js';

export function readImss(survey: SurveyAnswers, { imssRoot }: Pick<Answers, 'imssRoot'>): ImssFacts {
  const found = readRoot(survey.places(rootSearch), imssRoot);
  return {
    ...found,
    config: parsedFile(found.configFile, readImssConfig),
    script: survey.file(imss.script),
    package: readInstalled(survey.command('packages'), imss.package),
  };
}
