import { ListrDefaultRendererLogLevels as At } from 'listr2';

/** One sign for each state, none like another: what waits must not look like a question, nor like what is done. */
export function actionIcons(unicode: boolean): Partial<Record<At, string>> {
  const [waiting, done, failed, left] = unicode ? ['·', '✔', '✖', '○'] : ['.', '+', 'x', 'o'];
  return {
    [At.WAITING]: waiting,
    [At.COMPLETED]: done,
    [At.FAILED]: failed,
    [At.SKIPPED_WITH_COLLAPSE]: left,
    [At.SKIPPED_WITHOUT_COLLAPSE]: left,
    [At.COMPLETED_WITH_FAILED_SISTER_TASKS]: left,
  };
}
