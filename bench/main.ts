import { benchGames } from './games.ts';
import { printTable, type Row } from './report.ts';

/** What can be measured, by name: `npm run bench -- games`. */
const scenarios: Record<string, () => Promise<Row[]>> = {
  games: benchGames,
};

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !(name in scenarios));

if (unknown !== undefined) {
  console.error(`There is no "${unknown}"; there is: ${Object.keys(scenarios).join(', ')}.`);
  process.exitCode = 1;
} else {
  for (const [name, measure] of Object.entries(scenarios)) {
    if (chosen.length === 0 || chosen.includes(name)) printTable(name, await measure());
  }
}
