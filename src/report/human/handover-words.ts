import type { StageView } from '../../engine/operator.js';

const undo =
  'Before it starts, an undo is armed on the server: if this wizard is cut off, the server puts itself back.';

/** How the handover is carried out, and how long port 25 is silent for it. */
export function handoverWords({ steps }: StageView): string {
  const live = steps
    .flatMap(({ changes }) => changes)
    .flatMap((change) => (change.kind === 'configure-axigen' ? [change.by] : []));
  if (live.includes('operator')) {
    return `These steps are carried out together. You make AXIGEN\u2019s part of it in WebAdmin, one click after the other: from your Commit of the listener on, port 25 is silent until you have said that you are done. ${undo}`;
  }
  const how = live.includes('cli')
    ? 'by scripts on the server and through AXIGEN\u2019s command line between them'
    : 'by one script on the server';
  return `These steps are carried out together ${how}, so that port 25 is silent for seconds at most. ${undo}`;
}
