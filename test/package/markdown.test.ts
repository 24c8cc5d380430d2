import { expect, test } from 'vitest';
import { anchors, codeBlocks, links, prose, tableRows } from './markdown.js';

const text = `# One: two, \`three\`

See [a](x.md) and [b](#one).

  \`\`\`sh
  # not a heading
  run [c](y.md)
  \`\`\`

## Four

| Step | Title |
| --- | --- |
| \`a\` | First |
| b | Second |

| Other | Table |
`;

test('code is not prose, and is found by its language', () => {
  expect(prose(text)).not.toContain('not a heading');
  expect(codeBlocks(text, 'sh')).toEqual(['  # not a heading\n  run [c](y.md)\n']);
  expect(codeBlocks(text, 'ini')).toEqual([]);
});

test('links, anchors and tables', () => {
  expect(links(text)).toEqual(['x.md', '#one']);
  expect(anchors(text)).toEqual(['one-two-three', 'four']);
  expect(tableRows(text, 'Step')).toEqual([
    ['`a`', 'First'],
    ['b', 'Second'],
  ]);
  expect(tableRows(text, 'None')).toEqual([]);
});
