import { processOutput } from "../../src/base/command-line/process";
import { runNextPlan } from "./command";

process.exitCode = runNextPlan(process.argv.slice(2), process.cwd(), processOutput());
