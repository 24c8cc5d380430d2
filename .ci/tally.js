// Reads what vitest's JSON reporter wrote and says "N passed, N failed". The exit status is 0 only when all
// is well: no test failed, was skipped or left to do, and the command that ran them ended with 0 itself.
//   node tally.js RESULTS.json STATUS
import { existsSync, readFileSync } from 'node:fs';

const [file = '', status = '1'] = process.argv.slice(2);
const read = existsSync(file) ? readResults(file) : { passed: 0, troubles: [] };
const { passed, troubles } = read;
if (troubles.length === 0 && passed === 0) troubles.push('no test has run');
// A type error, a lint finding or an error outside of every test has no test that it could fail.
if (troubles.length === 0 && status !== '0') troubles.push(`the command ended with status ${status}`);

for (const trouble of troubles) process.stdout.write(`Not passed: ${trouble}\n`);
process.stdout.write(`${passed} passed, ${troubles.length} failed\n`);
process.exitCode = troubles.length === 0 ? 0 : 1;

function readResults(path) {
  const { testResults = [] } = JSON.parse(readFileSync(path, 'utf8'));
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ status: outcome, fullName }) => ({ outcome, title: `${name}: ${fullName}` })),
  );
  const bad = tests.filter(({ outcome }) => outcome !== 'passed');
  // A file that cannot even be loaded has no tests in it that could fail.
  const unloaded = testResults.filter(
    ({ status: outcome, assertionResults }) =>
      outcome !== 'passed' && assertionResults.every((one) => one.status === 'passed'),
  );
  return {
    passed: tests.length - bad.length,
    troubles: [
      ...bad.map(({ outcome, title }) => `${title} (${outcome})`),
      ...unloaded.map(({ name, message }) => `${name} (${message || 'the file failed'})`),
    ],
  };
}
