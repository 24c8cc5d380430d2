import { describe, expect, it } from 'vitest';
import { attributePlace, Draft, placeWithin, serverPlace } from '../../../../src/lab/axigen/cli/draft.js';
import {
  emptyObject,
  getText,
  setAttribute,
  textValue,
} from '../../../../src/lab/axigen/config/edit-tree.js';
import type { ConfigObject } from '../../../../src/lab/axigen/config/tree.js';
import { profileOf } from '../../../../src/lab/axigen/stand-in-profile.js';
import { FakeRunning } from './cli-service.js';

const pop3 = attributePlace('pop3');
const set = (name: string, text: string) => (object: ConfigObject) =>
  setAttribute(object, name, textValue(text));
const fresh = () => new FakeRunning(profileOf('1.2'), emptyObject());
const inForce = (running: FakeRunning, name: string) => getText(pop3.get(running.tree()), name);

describe('a draft', () => {
  it('changes nothing until it is committed', async () => {
    const running = fresh();
    const draft = Draft.ofRunning(running, pop3);
    draft.change(set('maxErrors', '7'));
    expect(getText(draft.view(), 'maxErrors')).toBe('7');
    expect(inForce(running, 'maxErrors')).toBeUndefined();
    await draft.commit();
    expect(inForce(running, 'maxErrors')).toBe('7');
    await draft.commit();
    expect(running.applied).toBe(1);
  });

  it('keeps what others committed in the meantime', async () => {
    const running = fresh();
    const [one, other] = [Draft.ofRunning(running, pop3), Draft.ofRunning(running, pop3)];
    one.change(set('maxErrors', '7'));
    other.change(set('logLevel', '31'));
    await one.commit();
    await other.commit();
    expect([inForce(running, 'maxErrors'), inForce(running, 'logLevel')]).toEqual(['7', '31']);
  });

  it('keeps its changes when they cannot be committed, and forgets them when it is reset', async () => {
    const running = fresh();
    const draft = Draft.ofRunning(running, pop3);
    draft.change(set('maxErrors', 'many'));
    await expect(draft.commit()).rejects.toThrow('maxErrors');
    expect(getText(draft.view(), 'maxErrors')).toBe('many');
    expect(running.applied).toBe(0);
    draft.reset();
    await draft.commit();
    expect(running.applied).toBe(0);
  });

  it('of a part goes into the one around it, and no further', async () => {
    const running = fresh();
    const outer = Draft.ofRunning(running, pop3);
    const inner = Draft.within(outer, attributePlace('serviceAccessControl'));
    inner.change(set('peerMaxConnections', '99'));
    await inner.commit();
    expect(inForce(running, 'serviceAccessControl')).toBeUndefined();
    expect(running.applied).toBe(0);
    await outer.commit();
    const place = placeWithin(serverPlace, placeWithin(pop3, attributePlace('serviceAccessControl')));
    expect(getText(place.get(running.tree()), 'peerMaxConnections')).toBe('99');
  });
});
