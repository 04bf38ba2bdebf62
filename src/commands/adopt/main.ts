import { exitWith, processOutput, progressLine, progressOf } from "../shared/process";
import { runAdopt } from "./command";

const progress = progressLine();

exitWith(
  runAdopt(
    process.argv.slice(2),
    { variables: process.env, ...progressOf(progress) },
    processOutput(progress),
  ),
);
