import { emit } from "../synth/synth";
import { processOutput } from "../shared/command/process";
import { runAddresses } from "./command";

process.exitCode = runAddresses(process.argv.slice(2), { variables: process.env, emit }, processOutput());
