import { join } from "node:path";
import { exitWith, processOutput } from "../shared/command/process";
import { terminalQuestion } from "../shared/deployment/terminal";
import { runTeardown } from "./command";

exitWith(
  runTeardown(
    process.argv.slice(2),
    { variables: process.env, scripts: join(process.cwd(), ".github/scripts"), ...terminalQuestion() },
    processOutput(),
  ),
);
