import { exitWith, processOutput } from "../shared/command/process";
import { runVerify } from "./command";

exitWith(runVerify(process.argv.slice(2), { variables: process.env }, processOutput()));
