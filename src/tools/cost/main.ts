import { processOutput, today } from "../shared/command/process";
import { runCost } from "./command";

process.exitCode = runCost(
  process.argv.slice(2),
  { variables: process.env, today: today() },
  processOutput(),
);
