import { environmentsDirIn } from "../shared/command/options";
import { exitWith, processOutput } from "../shared/command/process";
import { runHandoff } from "./command";
import { currentCommit } from "./commit";

const commit = (): string => currentCommit(process.cwd(), environmentsDirIn(process.env));

exitWith(runHandoff(process.argv.slice(2), { variables: process.env, commit }, processOutput()));
