import { runProviderSchemas } from "./command";

process.exitCode = runProviderSchemas(
  process.argv.slice(2),
  process.cwd(),
  new Date().toISOString().slice(0, 10),
  {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  },
);
