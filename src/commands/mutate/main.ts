import { processOutput, progressLine, today } from "../shared/process";
import { runMutate } from "./command";

const progress = progressLine();

process.exitCode = runMutate(
  process.argv.slice(2),
  { variables: process.env, today: today(), ...(progress ? { progress: progress.show } : {}) },
  processOutput(progress),
);
