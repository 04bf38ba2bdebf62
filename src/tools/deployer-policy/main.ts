import { processOutput } from "../shared/command/process";
import { runDeployerPolicy } from "./command";

process.exitCode = runDeployerPolicy(process.argv.slice(2), { variables: process.env }, processOutput());
