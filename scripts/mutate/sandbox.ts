import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applied, type Change } from './change.ts';

const unchanged = ['node_modules', 'dist'];

/** A copy of the working tree in which sources are mutated. */
export class Sandbox {
  readonly folder: string;

  constructor(root: string) {
    this.folder = mkdtempSync(join(tmpdir(), 'causette-mutants-'));
    for (const path of filesOf(root)) cpSync(join(root, path), join(this.folder, path));
    for (const path of unchanged.filter((each) => existsSync(join(root, each))))
      symlinkSync(join(root, path), join(this.folder, path));
  }

  /** Calls `work` while a mutation is applied to a file. */
  async with<Result>(file: string, change: Change, work: () => Promise<Result>): Promise<Result> {
    const path = join(this.folder, file);
    const source = readFileSync(path, 'utf8');
    writeFileSync(path, applied(source, change));
    try {
      return await work();
    } finally {
      writeFileSync(path, source);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The tracked files, and those that are not ignored. */
function filesOf(root: string): string[] {
  const options = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = spawnSync('git', options, { cwd: root, encoding: 'utf8' });
  const paths = stdout.split('\0').filter((path) => path !== '');
  return paths.filter((path) => !unchanged.includes(path) && existsSync(join(root, path)));
}
