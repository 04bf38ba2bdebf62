import { processOutput, progressLine, progressOf, today } from "../shared/process";
import { runMutate } from "./command";

const progress = progressLine();

process.exitCode = runMutate(
  process.argv.slice(2),
  { variables: process.env, today: today(), ...progressOf(progress) },
  processOutput(progress),
);
