import { readFileSync, readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { exitWith, processOutput, today } from "../../src/base/command-line/process";
import { runCodeMutants } from "./command";
import { CopiedRepository } from "./copied-repository";
import { readImports } from "./imports";
import { type CodeMutant, codeMutantsOf } from "./mutants";
import { nearestTests } from "./nearest-tests";
import { type TrialPlace } from "./tries";
import { trialOf } from "./trial";

const ROOT = ".";

/** A test file takes some seconds. */
const FILE_SECONDS = 120;

function mutants(folder: string): CodeMutant[] {
  const paths = statSync(folder).isDirectory()
    ? readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name))
    : [folder];
  return paths
    .filter((path) => path.endsWith(".ts") && !path.includes("/generated/"))
    .sort()
    .flatMap((path) => codeMutantsOf(path, readFileSync(path, "utf8")));
}

function placeIn(copy: CopiedRepository): TrialPlace {
  const run = (tests: readonly string[]) =>
    trialOf({ start: (files) => copy.startTests(files, process.env), tests, fileSeconds: FILE_SECONDS });
  return {
    run: (tests, mutant) =>
      mutant === undefined ? run(tests) : copy.withText(mutant.file, mutant.altered(), () => run(tests)),
  };
}

const copies: CopiedRepository[] = [];

const places = (count: number): TrialPlace[] =>
  Array.from({ length: Math.min(count, availableParallelism()) }, (_, index) => {
    output.step?.("copy of the repository", "blocks");
    const copy = new CopiedRepository(ROOT, String(index));
    copies.push(copy);
    return placeIn(copy);
  });

const output = processOutput();
const imports = readImports(ROOT, ["src", "__tests__"]);
process.on("exit", () => copies.forEach((copy) => copy.remove()));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
// Until there is a result: a promise that nothing settles ends a program with 0.
process.exitCode = 1;
exitWith(
  runCodeMutants(
    process.argv.slice(2),
    {
      mutants,
      reaching: (file) => nearestTests(file, imports),
      places,
      // The nightly gate sets it for generated input. Else the seed is the day.
      seed: Number(process.env["TEST_SEED"] ?? today().replaceAll("-", "")),
      progress: (what) => output.step?.(what),
    },
    output,
  ),
);
