import { processOutput, today } from "../shared/command/process";
import { runRunbook } from "./command";

process.exitCode = runRunbook(
  process.argv.slice(2),
  { variables: process.env, today: today() },
  processOutput(),
);
