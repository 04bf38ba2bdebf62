import { processOutput, progressLine, progressOf, today } from "../shared/process";
import { runReview } from "./command";

const progress = progressLine();

process.exitCode = runReview(
  process.argv.slice(2),
  { root: process.cwd(), today: today(), variables: process.env, ...progressOf(progress) },
  processOutput(progress),
);
