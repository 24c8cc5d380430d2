import { sh } from '../shell.js';

/**
 * If we are killed, or the line drops, nobody reads what a shielded command prints: that must not end it in mid-change.
 * A trap, not SIG_IGN: the daemons that it starts must find the signal as usual.
 */
export const unstoppable = sh`trap : PIPE`;
