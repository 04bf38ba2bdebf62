import { emit } from "../../src/synth/synth";
import { processOutput, today } from "../../src/base/command-line/process";
import { runReplacementAttributes } from "./command";

process.exitCode = runReplacementAttributes(
  process.argv.slice(2),
  { root: process.cwd(), today: today(), env: process.env, emit },
  processOutput(),
);
