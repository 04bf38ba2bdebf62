import { version } from "../../../package.json";
import { exitWith, processOutput, today } from "../shared/command/process";
import { runInit } from "./command";
import { terminalAsk } from "./terminal";

exitWith(
  runInit(
    process.argv.slice(2),
    { variables: process.env, folder: process.cwd(), version, today: today(), ...terminalAsk() },
    processOutput(),
  ),
);
