import { emit } from "../../synth";
import { exitWith, processOutput } from "../shared/process";
import { runProvidersLock } from "./command";

const output = processOutput();

exitWith(runProvidersLock(process.argv.slice(2), { variables: process.env, emit }, output));
