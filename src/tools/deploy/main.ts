import { join } from "node:path";
import { exitWith, processOutput } from "../shared/command/process";
import { terminalQuestion } from "../shared/deployment/terminal";
import { runDeploy } from "./command";

exitWith(
  runDeploy(
    process.argv.slice(2),
    { variables: process.env, scripts: join(process.cwd(), ".github/scripts"), ...terminalQuestion() },
    processOutput(),
  ),
);
