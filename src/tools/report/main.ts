import { exitWith, processOutput, today } from "../shared/command/process";
import { runReport } from "./command";

exitWith(runReport(process.argv.slice(2), { variables: process.env, today: today() }, processOutput()));
