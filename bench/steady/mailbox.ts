import { readdirSync, readFileSync } from 'node:fs';

// Runs in the lab, under its Node: the subject of each message in a folder, and whether it has a header, as JSON.
const [folder = '', header = ''] = process.argv.slice(2);

const found = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => {
    const head = readFileSync(`${folder}/${name}`, 'latin1').split(/\r?\n\r?\n/)[0] ?? '';
    return {
      id: /^Subject: (.*?)\r?$/m.exec(head)?.[1] ?? '',
      isScanned: head.toLowerCase().includes(`\n${header.toLowerCase()}:`),
    };
  });
process.stdout.write(JSON.stringify(found));
