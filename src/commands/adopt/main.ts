import { join } from "node:path";
import { exitWith, processOutput, progressLine, progressOf } from "../shared/process";
import { terminalQuestion } from "../shared/terminal";
import { runAdopt } from "./command";

const progress = progressLine();

exitWith(
  runAdopt(
    process.argv.slice(2),
    {
      variables: process.env,
      scripts: join(process.cwd(), ".github/scripts"),
      ...terminalQuestion(),
      ...progressOf(progress),
    },
    processOutput(progress),
  ),
);
