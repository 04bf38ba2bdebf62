import { processOutput, today } from "../shared/command/process";
import { runReview } from "./command";

process.exitCode = runReview(
  process.argv.slice(2),
  { root: process.cwd(), today: today(), variables: process.env },
  processOutput(),
);
