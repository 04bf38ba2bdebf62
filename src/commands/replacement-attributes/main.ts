import { emit } from "../../synth";
import { runReplacementAttributes } from "./command";

process.exitCode = runReplacementAttributes(
  process.argv.slice(2),
  { root: process.cwd(), today: new Date().toISOString().slice(0, 10), env: process.env, emit },
  { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) },
);
