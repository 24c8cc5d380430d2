import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package (where package.json, templates/ and dist/ are), from source and from dist alike. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json of gateway-setup was not found');
    folder = parent;
  }
  return folder;
}

export function templatePath(...parts: string[]): string {
  return join(packageRoot(), 'templates', ...parts);
}
