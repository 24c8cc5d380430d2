import type { Confirmation } from '../run/run.js';

/** What became of an armed undo whose deadline was over before it could be called off. Pure. */
export function firedWords(confirmation: Exclude<Confirmation, 'confirmed'>): string {
  return confirmation === 'taken-back'
    ? 'The deadline is over: the server has put this part back by itself.'
    : 'The deadline is over: the server has begun to put this part back by itself, but not everything could be taken back.';
}
