// Plain JavaScript, so that an old Node can run it and print the error.
const needed = 26;
const [major = 0] = process.versions.node.split('.').map(Number);

if (major < needed) {
  console.error(
    `Causette needs Node ${needed} or later, and this is ${process.version}: start it with "npm start", which brings its own.`,
  );
  process.exit(1);
}

const { serve } = await import('./serve.ts');
await serve(process.argv.slice(2), process.env);
