import { describe, expect, test } from 'vitest';
import { liveLooks } from '../../../src/engine/setup/live-looks.js';
import { answers, fresh, handedOver, look } from '../../support/server.js';

const kinds = (server: typeof fresh, axigenDriver: typeof answers.axigenDriver, axigenPassword?: string) =>
  liveLooks(
    look(server).facts,
    { ...answers, axigenDriver },
    axigenPassword === undefined ? {} : { axigenPassword },
  ).map(({ kind }) => kind);

describe('live looks before planning', () => {
  test.each([
    ['a fresh server, no password', fresh, 'auto', undefined, []],
    ['a password was given', fresh, 'auto', 'secret', ['axigen-cli']],
    ['the command line is wanted, even without a password', fresh, 'cli', undefined, ['axigen-cli']],
    ['with another driver it tells what runs', fresh, 'file', 'secret', ['axigen-cli']],
    ['the scanner owns port 25', handedOver, 'auto', undefined, ['ehlo', 'relay']],
    ['both', handedOver, 'guided', 'secret', ['axigen-cli', 'ehlo', 'relay']],
  ] as const)('%s', (_name, server, driver, password, expected) => {
    expect(kinds(server, driver, password)).toEqual(expected);
  });
});
