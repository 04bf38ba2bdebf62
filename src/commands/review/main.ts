import { processOutput, today } from "../shared/process";
import { runReview } from "./command";

process.exitCode = runReview(
  process.argv.slice(2),
  { root: process.cwd(), today: today(), variables: process.env },
  processOutput(),
);
