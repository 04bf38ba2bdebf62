import { processOutput, today } from "../shared/command/process";
import { runCheck } from "./command";

process.exitCode = runCheck(
  process.argv.slice(2),
  { variables: process.env, today: today() },
  processOutput(),
);
