import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, transform } from 'esbuild';
import { packageRoot } from '../src/package-root.js';
import { banner, licensesOf, outside } from './packages.js';
import { builderSources, programs } from './programs.js';

// `npm run build`. Hundreds of small modules, ours and those of packages, become some dozen files, since loading the modules
// one by one takes most of the time that a command takes. Nothing is shortened, so that a stack trace still has the
// names of the sources.
const root = packageRoot();

const options: BuildOptions = {
  absWorkingDir: root,
  outbase: '.',
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.17',
  external: [...outside],
  banner: { js: banner },
  charset: 'utf8',
  logLevel: 'warning',
};

/** Two bundles that share no file: what runs in a lab must not differ because a command has changed, nor the other way round. */
async function bundles() {
  const all = { ...options, metafile: true as const, write: false as const };
  return {
    command: await build({ ...all, entryPoints: [programs.command], chunkNames: 'src/cli/parts/[hash]' }),
    standIns: await build({
      ...all,
      entryPoints: [...programs.standIns],
      chunkNames: 'src/lab/parts/[hash]',
    }),
  };
}

/** Tells one builder of labs from another. By what is compiled: a comment makes no difference. */
async function builderFingerprint(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha1');
  for (const path of [...sources].sort()) {
    const source = readFileSync(join(root, path), 'utf8');
    const { code } = await transform(source, { loader: 'ts', minifyWhitespace: true });
    hash.update(`${path}\0${code.length}\0`).update(code);
  }
  return hash.digest('hex');
}

const { command, standIns } = await bundles();
const builder = await builderFingerprint(Object.keys(command.metafile.inputs).filter(builderSources));
const sources = [command, standIns].flatMap(({ metafile }) => Object.keys(metafile.inputs));
const licenses = licensesOf(root, sources);
// Only now, when it is certain that there is something to put in its place.
rmSync(join(root, 'dist'), { recursive: true, force: true });
for (const { path, contents } of [...command.outputFiles, ...standIns.outputFiles]) put(path, contents);
put(join(root, 'dist', 'src', 'lab', 'builder.sha1'), `${builder}\n`);
put(join(root, 'dist', 'licenses.txt'), licenses);

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
