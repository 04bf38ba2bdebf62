import { spawnSync } from "node:child_process";
import { processOutput } from "../../src/base/command-line/process";
import { readImports } from "../code-mutants/imports";
import { changedFiles } from "../git/changed-files";
import { runTestCommand } from "./command";

const ROOT = ".";

process.exitCode = runTestCommand(
  process.argv.slice(2),
  {
    imports: () => readImports(ROOT, ["src", "dev", "__tests__"]),
    changed: () => changedFiles(ROOT)?.files,
    jest: (args) => {
      const all = ["node_modules/jest/bin/jest.js", "--config", "__tests__/jest.fast.config.js", ...args];
      return spawnSync(process.execPath, all, { stdio: "inherit" }).status ?? 1;
    },
  },
  processOutput(),
);
