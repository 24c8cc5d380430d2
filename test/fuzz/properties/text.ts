import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'ini';
import { quoted } from '../../../src/questions/template.js';
import { attribute, content } from '../../../src/report/audit/junit.js';
import { jsonText, reportJsonText } from '../../../src/report/json-text.js';
import { cut } from '../../../src/text/cut.js';
import { escapeControl } from '../../../src/text/escape.js';
import { shownLines } from '../../../src/text/shown-lines.js';
import { wrap } from '../../../src/text/wrap.js';
import { elementsOf } from '../../report/audit/xml.js';
import { expectHarmless } from '../../support/hostile.js';
import { anyText } from '../mutated.js';
import { property } from '../property.js';

/** A half of a surrogate without the other. */
const halved = /\p{Cs}/u;

const limited = fc.record({
  text: anyText,
  limit: fc.oneof(fc.integer({ min: 1, max: 120 }), fc.constant(2000)),
});

export const textProperties = [
  property('text: made safe it is harmless, and never longer than its limit', limited, ({ text, limit }) => {
    const safe = escapeControl(text, limit);
    expectHarmless(safe);
    assert(safe.length <= limit);
    assert.equal(escapeControl(safe, limit), safe);
    if (/^[\x20-\x7e\t]*$/.test(text) && text.length <= limit) assert.equal(safe, text);
  }),
  property(
    'text: cut it begins as before, is whole characters, and is never longer',
    limited,
    ({ text, limit }) => {
      const short = cut(text, limit);
      assert(short.length <= limit);
      assert.equal(cut(short, limit), short);
      if (text.length <= limit) assert.equal(short, text);
      else if (!halved.test(text)) assert(!halved.test(short));
    },
  ),
  property('text: lines are harmless and not without end', anyText, (text) => {
    const lines = shownLines(text);
    for (const line of lines) expectHarmless(line);
    assert(lines.length <= 401);
  }),
  property(
    'text: wrapped it loses no word',
    fc.record({ text: anyText, width: fc.nat(100) }),
    ({ text, width }) => {
      const words = (from: string) => from.split(/\s+/).filter((word) => word !== '');
      assert.deepEqual(wrap(text, width, '  ', '    ').flatMap(words), words(text));
    },
  ),
  property(
    'json: harmless, and read back as it was',
    fc.dictionary(anyText, anyText, { maxKeys: 3 }),
    (document) => {
      const text = jsonText(document);
      expectHarmless(text);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(document)));
      expectHarmless(reportJsonText(document));
    },
  ),
  property('junit: well-formed and harmless', anyText, (text) => {
    const xml = `<a b=${attribute(text)}>${content(text)}</a>`;
    expectHarmless(xml);
    assert.equal(elementsOf(xml).length, 1);
  }),
  property('answers: a value is read back as it was', anyText, (text) => {
    const line = `recipient = ${quoted(text)}`;
    expectHarmless(line);
    assert.equal(String(parse(line).recipient), text);
  }),
];
