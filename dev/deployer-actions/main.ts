import { processOutput, today } from "../../src/base/command-line/process";
import { runDeployerActions } from "./command";

process.exitCode = runDeployerActions(
  process.argv.slice(2),
  { root: process.cwd(), today: today() },
  processOutput(),
);
