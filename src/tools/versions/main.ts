import { spawnSync } from "node:child_process";
import { emit } from "../synth/synth";
import { processOutput } from "../shared/command/process";
import { runVersions } from "./command";

const aws = (args: readonly string[]) => {
  const { status, stdout, stderr, error } = spawnSync("aws", args, { encoding: "utf8" });
  if (error) return { error: `no program aws (${error.message})` };
  return status === 0 ? { output: stdout } : { error: stderr.trim() };
};

process.exitCode = runVersions(process.argv.slice(2), { variables: process.env, emit, aws }, processOutput());
