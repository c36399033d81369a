import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedDocuments, root } from './docs/generated.ts';

// Writes the tables of docs/ that are made from the source.
for (const { path, text } of await generatedDocuments()) writeFileSync(join(root, path), text);
