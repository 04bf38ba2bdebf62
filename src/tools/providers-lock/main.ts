import { emit } from "../synth/synth";
import { exitWith, processOutput } from "../shared/command/process";
import { runProvidersLock } from "./command";

const output = processOutput();

exitWith(runProvidersLock(process.argv.slice(2), { variables: process.env, emit }, output));
