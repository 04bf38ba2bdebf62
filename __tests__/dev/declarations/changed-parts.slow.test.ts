import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { workFolder } from "../../support/published-output";
import { changedParts } from "../../../dev/declarations/changed-parts";

let root: string;

const git = (...args: readonly string[]): string =>
  execFileSync("git", ["-C", root, "-c", "user.name=t", "-c", "user.email=t@localhost", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

function write(file: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), `${Math.random()}`);
}

function commit(...files: readonly string[]): void {
  files.forEach(write);
  git("add", ".");
  git("commit", "-m", "a change");
}

beforeEach(() => {
  root = workFolder("changed-parts");
  git("init", "-b", "main");
  commit("src/parts/mlflow/component.ts", "src/parts/order.ts", "README.md");
});

test("on the main branch, parts are compared with the parent commit", () => {
  commit("src/parts/kserve/component.ts");
  commit("src/parts/mlflow/facts/versions.ts");
  expect(changedParts(root)?.ids).toEqual(["mlflow"]);
});

test("on another branch, parts are compared with the merge base", () => {
  git("checkout", "-b", "topic");
  commit("src/parts/kserve/component.ts");
  commit("src/parts/mlflow/component.ts");
  expect(changedParts(root)?.ids).toEqual(["kserve", "mlflow"]);
});

test("files that are not committed count", () => {
  commit("README.md");
  write("src/parts/kserve/component.ts");
  write("src/parts/mlflow/component.ts");
  expect(changedParts(root)?.ids).toEqual(["kserve", "mlflow"]);
});

test("files outside of parts change no part", () => {
  commit("README.md", "src/checks/run.ts");
  expect(changedParts(root)?.ids).toEqual([]);
});

test("a file that all parts share concerns all of them", () => {
  commit("src/parts/order.ts");
  expect(changedParts(root)).toBeUndefined();
});

test("nothing is known of a first commit, or without a repository", () => {
  expect(changedParts(root)).toBeUndefined();
  expect(changedParts(workFolder("no-repository"))).toBeUndefined();
});
