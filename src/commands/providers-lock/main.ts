import { emit } from "../../synth";
import { exitWith, processOutput, progressLine } from "../shared/process";
import { runProvidersLock } from "./command";

const progress = progressLine();
const output = processOutput(progress);

exitWith(
  runProvidersLock(
    process.argv.slice(2),
    { variables: process.env, emit, ...(progress ? { progress: progress.show } : {}) },
    output,
  ),
);
