import { processOutput } from "../shared/command/process";
import { runImages } from "./command";

process.exitCode = runImages(process.argv.slice(2), { variables: process.env }, processOutput());
