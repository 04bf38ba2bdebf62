import { emit } from "../../synth";
import { processOutput, today } from "../shared/process";
import { runReplacementAttributes } from "./command";

process.exitCode = runReplacementAttributes(
  process.argv.slice(2),
  { root: process.cwd(), today: today(), env: process.env, emit },
  processOutput(),
);
