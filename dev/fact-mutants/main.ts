import { processOutput, today } from "../../src/base/command-line/process";
import { runFactMutants } from "./command";

process.exitCode = runFactMutants(
  process.argv.slice(2),
  { root: process.cwd(), today: today() },
  processOutput(),
);
