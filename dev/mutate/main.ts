import { processOutput, today } from "../../src/base/command-line/process";
import { runMutate } from "./command";

process.exitCode = runMutate(
  process.argv.slice(2),
  { variables: process.env, today: today() },
  processOutput(),
);
