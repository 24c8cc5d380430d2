import type { AxigenOperation } from '../../../model/axigen-operation.js';
import { escapeControl } from '../../../text/escape.js';
import { axigen } from '../product.js';
import { AxigenCliError } from './cli-error.js';
import { type Matched, matchClients, matchListeners, sameKey } from './match-running.js';
import type { RunningAxigen, SavedAxigen } from './running.js';
import { differenceSentences, limitSentences } from './running-differs.js';

/**
 * The operations were made for what the file says; they may be carried out in what runs only if that is the same where they
 * touch it: SAVE CONFIG writes all that runs. @throws AxigenCliError that says what is not.
 */
export function checkRunning(
  operations: readonly AxigenOperation[],
  saved: SavedAxigen,
  running: RunningAxigen,
): void {
  if (operations.some(isOfListener)) {
    const touched = operations.filter(isOfListener).flatMap(listenerTouched);
    checkKeys(
      'listener',
      touched,
      [saved.listeners ?? [], running.listeners].map((list) => list.map(({ address }) => address)),
    );
    refuseDifferences('the listener', matchListeners(saved, running), touched);
  }
  if (operations.some(isOfClient)) {
    const touched = operations.filter(isOfClient).map(clientTouched);
    const priorities = [saved.clients ?? [], running.clients ?? []].map((list) =>
      list.map(({ settings }) => settings.get('priority') ?? ''),
    );
    checkKeys('client', touched, priorities);
    const matched = matchClients(saved, running);
    if (matched === undefined) throw differs(['AXIGEN\u2019s command line offers no clients.']);
    refuseDifferences('the client with the priority', matched, touched);
  }
  if (operations.some(({ kind }) => kind === 'set-service-limits')) {
    const sentences = limitSentences(saved, running);
    if (sentences.length > 0) throw differs(sentences);
  }
}

type Kind<K extends AxigenOperation['kind']> = Extract<AxigenOperation, { kind: K }>;
type ListenerOperation = Kind<'add-listener' | 'change-listener' | 'remove-listener'>;
type ClientOperation = Kind<'add-client' | 'change-client'>;

function isOfListener(operation: AxigenOperation): operation is ListenerOperation {
  return operation.kind.endsWith('-listener');
}

function isOfClient(operation: AxigenOperation): operation is ClientOperation {
  return operation.kind.endsWith('-client');
}

/** A listener without an address does not run, so to remove it touches nothing. */
function listenerTouched(operation: ListenerOperation): readonly string[] {
  if (operation.kind === 'add-listener') return [];
  return operation.kind === 'remove-listener' && operation.address === '' ? [] : [operation.address];
}

/** A new client touches one of its priority if there should be one. */
function clientTouched(operation: ClientOperation): string {
  if (operation.kind === 'change-client') return operation.priority;
  return operation.settings.find(([name]) => name.toLowerCase() === 'priority')?.[1] ?? '';
}

function checkKeys(kind: string, touched: readonly string[], lists: readonly (readonly string[])[]): void {
  const name = kind === 'listener' ? 'address' : 'priority';
  for (const key of touched) {
    if (key === '') throw untellable(`A ${kind} has no ${name}, so it cannot be named there.`);
    if (lists.some((keys) => keys.filter((one) => sameKey(one, key)).length > 1)) {
      throw untellable(
        `Two ${kind}s have the ${name} ${escapeControl(key, 80)}, so they cannot be told apart there.`,
      );
    }
  }
}

function refuseDifferences(kind: string, matched: Matched, touched: readonly string[]): void {
  const both = matched.both.filter(({ key }) => touched.some((one) => sameKey(one, key)));
  const sentences = differenceSentences(kind, { ...matched, both });
  if (sentences.length > 0) throw differs(sentences);
}

function untellable(sentence: string): AxigenCliError {
  return new AxigenCliError(`This cannot be changed through AXIGEN\u2019s command line. ${sentence}`, {
    why: 'It could be the wrong one that is changed; nothing was changed.',
    next: 'Have AXIGEN configured through its file: gateway-setup --axigen-driver file',
  });
}

function differs(sentences: readonly string[]): AxigenCliError {
  return new AxigenCliError(
    `AXIGEN runs with another configuration than its file ${axigen.configFile} has. ${sentences.join(' ')}`,
    {
      why: 'What is to be changed was worked out from the file, and saving would write all that runs; nothing was changed.',
      next: 'Save what runs (WebAdmin, Commands, Save Config), or restart AXIGEN to go back to the file; then run gateway-setup again.',
    },
  );
}
