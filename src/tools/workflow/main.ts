import { processOutput } from "../shared/command/process";
import { runWorkflow } from "./command";

process.exitCode = runWorkflow(process.argv.slice(2), { variables: process.env }, processOutput());
