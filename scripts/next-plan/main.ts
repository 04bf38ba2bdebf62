import { processOutput } from "../../src/tools/shared/command/process";
import { runNextPlan } from "./command";

process.exitCode = runNextPlan(process.argv.slice(2), process.cwd(), processOutput());
