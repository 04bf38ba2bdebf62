import { runMutate } from "./command";

const progress = process.stderr.isTTY
  ? (what: string) => void process.stderr.write(`\r\x1b[K${what}`)
  : undefined;

process.exitCode = runMutate(
  process.argv.slice(2),
  new Date().toISOString().slice(0, 10),
  {
    out: (text) => process.stdout.write(process.stderr.isTTY ? `\r\x1b[K${text}` : text),
    err: (text) => process.stderr.write(text),
  },
  progress,
);
