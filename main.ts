import { dirname } from "node:path";
import { runProgram } from "./src/cli/program";
import { exitWith, processOutput, today } from "./src/base/command-line/process";

exitWith(
  runProgram(
    process.argv.slice(2),
    {
      variables: process.env,
      root: dirname(process.argv[1] ?? ""),
      folder: process.cwd(),
      today: today(),
    },
    processOutput(),
  ),
);
