import { escapeControl } from '../../../text/escape.js';
import { axigen } from '../product.js';
import { differences, type Matched, matchClients, matchListeners } from './match-running.js';
import type { RunningAxigen, SavedAxigen } from './running.js';
import { spelled } from './spelling.js';

/**
 * How what runs differs from what the file says, one sentence each; none: no difference is seen. Only settings that both
 * name are compared: a default that the file leaves out is no difference.
 */
export function runningDiffers(saved: SavedAxigen, running: RunningAxigen): readonly string[] {
  const clients = matchClients(saved, running);
  return [
    ...differenceSentences('the listener', matchListeners(saved, running)),
    ...(clients === undefined ? [] : differenceSentences('the client with the priority', clients)),
    ...limitSentences(saved, running),
  ];
}

/** Safe to show. `kind`: what the keys name, such as `the listener`. */
export function differenceSentences(
  kind: string,
  { both, onlySaved, onlyRunning }: Matched,
): readonly string[] {
  return [
    ...onlyRunning.map((key) => capital(`${kind} ${key} runs, but ${axigen.configFile} does not have it.`)),
    ...onlySaved.map((key) => capital(`${kind} ${key} is in ${axigen.configFile}, but does not run.`)),
    ...both.flatMap((match) =>
      differences(match).map((name) => settingSentence(`${kind} ${match.key}`, name, match)),
    ),
  ].map((sentence) => escapeControl(sentence));
}

/** Safe to show. */
export function limitSentences({ serviceLimits }: SavedAxigen, running: RunningAxigen): readonly string[] {
  if (serviceLimits === undefined || running.serviceLimits === undefined) return [];
  const match = { key: '', saved: serviceLimits.settings, running: running.serviceLimits };
  return differences(match).map((name) => escapeControl(settingSentence('the SMTP-In service', name, match)));
}

function settingSentence(
  of: string,
  name: string,
  { saved, running }: Pick<Matched['both'][number], 'saved' | 'running'>,
): string {
  const value = (settings: ReadonlyMap<string, string>) => settings.get(name) || '(empty)';
  return `${spelled(name)} of ${of} is ${value(running)} as it runs, and ${value(saved)} in ${axigen.configFile}.`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
