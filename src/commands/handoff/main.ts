import { environmentsDirIn } from "../shared/options";
import { exitWith, processOutput, progressLine, progressOf } from "../shared/process";
import { runHandoff } from "./command";
import { currentCommit } from "./commit";

const commit = (): string => currentCommit(process.cwd(), environmentsDirIn(process.env));

const progress = progressLine();

exitWith(
  runHandoff(
    process.argv.slice(2),
    { variables: process.env, commit, ...progressOf(progress) },
    processOutput(progress),
  ),
);
