import { exitWith, processOutput, progressLine, progressOf } from "../shared/process";
import { runDiagram } from "./command";

const progress = progressLine();

exitWith(
  runDiagram(
    process.argv.slice(2),
    { root: process.cwd(), variables: process.env, ...progressOf(progress) },
    processOutput(progress),
  ),
);
