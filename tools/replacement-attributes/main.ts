import { emit } from "../../src/synth";
import { processOutput, today } from "../../src/commands/shared/process";
import { runReplacementAttributes } from "./command";

process.exitCode = runReplacementAttributes(
  process.argv.slice(2),
  { root: process.cwd(), today: today(), env: process.env, emit },
  processOutput(),
);
