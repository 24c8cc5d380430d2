import { describe, expect, test } from 'vitest';
import { sh } from '../../../src/host/shell.js';
import { surveyScript } from '../../../src/host/survey/script.js';
import { surveyRequests } from '../../../src/products/requests.js';
import { commandWords } from './command-words.js';

/** What every server of the period has (coreutils 4.5.3 to 5.93 and what comes with the system). */
const safe = new Set([
  // Named as safe by the facts.
  ...'sh cat cp mv chmod chown ls stat md5sum sha1sum awk sed grep id uname rpm dpkg netstat'.split(' '),
  // `dpkg` brings these along.
  ...'dpkg-query dpkg-deb'.split(' '),
  // In coreutils from its first version on, and in POSIX: options used are those of POSIX (`df -kP`, `od -An -v -tx1`).
  ...'dd od df'.split(' '),
  // procps: `-e`, `-o pid= -o etime= -o comm=` are of POSIX, `-o stat=` is its own; `date +%s` is GNU's.
  'ps',
  'date',
]);

describe('the survey', () => {
  const requests = surveyRequests({ license: '/root/media/a licence', package: '/root/media/nod32.rpm' });
  const text = surveyScript(requests, '@gs-mark').text;

  test('starts only programs that servers of the period have', () => {
    const used = commandWords(text);
    expect([...used].filter((word) => !safe.has(word))).toEqual([]);
    // The extraction sees what is there.
    for (const word of ['stat', 'cat', 'id', 'uname', 'netstat', 'ps', 'df', 'rpm', 'dpkg-query', 'dd', 'od'])
      expect(used).toContain(word);
  });

  test('uses of `stat` only what coreutils 4.5.3 knows', () => {
    const code = text.replace(/^ *#.*$/gm, '');
    expect([...code.matchAll(/\bstat ([^"]*)/g)].map((match) => match[1]?.trim())).toEqual([
      '-L -c x --',
      "-L -c '%a|%u|%g|%s|%Y|%h|%F' --",
    ]);
  });
});

test.each<[string, ReturnType<typeof sh>, string[]]>([
  ['a pipe and its words', sh`cat x | base64 -d > out`, ['cat', 'base64']],
  ['after keywords', sh`if test -e x; then timeout 3 true; else realpath y; fi`, ['timeout', 'realpath']],
  ['substitutions', sh`x=$(readlink -f "$y") && echo "$(sha256sum z)"`, ['readlink', 'sha256sum']],
  [
    'functions are ours',
    sh`one() {
  truncate x
}
one a`,
    ['truncate'],
  ],
  ['assignments and cases', sh`LC_ALL=C sort; case $x in a) uniq ;; esac`, ['sort', 'uniq']],
])('the extraction: %s', (_, script, words) => {
  expect(commandWords(script.text)).toEqual(new Set(words));
});
