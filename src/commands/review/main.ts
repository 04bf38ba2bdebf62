import { runReview } from "./command";

process.exitCode = runReview(
  process.argv.slice(2),
  { root: process.cwd(), today: new Date().toISOString().slice(0, 10), env: process.env },
  { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) },
);
