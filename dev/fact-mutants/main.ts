import { processOutput } from "../../src/base/command-line/process";
import { runFactMutants } from "./command";

process.exitCode = runFactMutants(process.argv.slice(2), process.cwd(), processOutput());
