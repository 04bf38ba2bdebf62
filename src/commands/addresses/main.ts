import { emit } from "../../synth";
import { processOutput } from "../shared/process";
import { runAddresses } from "./command";

process.exitCode = runAddresses(process.argv.slice(2), { variables: process.env, emit }, processOutput());
