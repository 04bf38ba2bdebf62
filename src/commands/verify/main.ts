import { exitWith, processOutput, progressLine, progressOf } from "../shared/process";
import { runVerify } from "./command";

const progress = progressLine();

exitWith(
  runVerify(
    process.argv.slice(2),
    { variables: process.env, ...progressOf(progress) },
    processOutput(progress),
  ),
);
