import { globSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A stage: its test files, and how they run. */
interface Stage {
  readonly files: readonly string[];
  readonly except?: readonly string[];
  /** Modules that each process imports first. */
  readonly first?: readonly string[];
  /**
   * Whether the files share a few processes: tests that kill, fill or start processes run alone.
   */
  readonly sharesProcesses: boolean;
}

const root = join(import.meta.dirname, '..');
const folder = join(root, '.cache/tests');
const processes = 2;

/** Tests that need ports or files. */
const onPortsAndFiles = [
  'server/{spec,store,commit,commands}/**/*.test.ts',
  'server/games/player-absence.test.ts',
  'server/realtime/{publisher,room-broadcast}.test.ts',
  'server/sessions/{signals,json-session,slow-store}.test.ts',
  'client/chat.test.ts',
  'client/transport/*.test.ts',
];
const onProcesses = ['server/process/**', 'scripts/**', 'e2e/**', 'bench/**'].map(
  (place) => `${place}/*.test.ts`,
);

const stages: Readonly<Record<string, Stage>> = {
  unit: {
    files: ['{protocol,client,bots,web,server}/**/*.test.ts'],
    except: [...onPortsAndFiles, 'server/process/**'],
    first: ['scripts/checks/no-ports-no-files.ts'],
    sharesProcesses: true,
  },
  spec: { files: onPortsAndFiles, sharesProcesses: true },
  process: { files: onProcesses, sharesProcesses: false },
};

// Prints the files of a stage, a line each. `test.js` may run on a Node that has no globSync.
const [name = ''] = process.argv.slice(2);
const stage = stages[name];
if (stage === undefined) throw new Error(`There is no stage ${name} of test files.`);
console.log(filesOf(stage).join('\n'));

function filesOf({ files, except = [], first = [], sharesProcesses }: Stage): string[] {
  const all = globSync([...files], { cwd: root, exclude: [...except] }).toSorted();
  return sharesProcesses ? bundles(name, first, all) : all;
}

/**
 * Writes a few files that import all others: one process per test file would take longer to start
 * than most of them to run.
 */
function bundles(stageName: string, first: readonly string[], files: readonly string[]): string[] {
  mkdirSync(folder, { recursive: true });
  const sizes = new Map(files.map((file) => [file, statSync(join(root, file)).size]));
  const bySize = files.toSorted((a, b) => sizes.get(b)! - sizes.get(a)!);
  return Array.from({ length: processes }, (_, number) => {
    const path = join(folder, `${stageName}-${number + 1}.test.ts`);
    const own = bySize.filter((_file, at) => at % processes === number);
    const lines = [...first, ...own].map(
      (file) => `import '${relative(folder, join(root, file))}';\n`,
    );
    writeFileSync(path, lines.join(''));
    return path;
  });
}
