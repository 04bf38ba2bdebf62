import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { changedTypes } from "../../../dev/judged/changed-types";
import { type Table } from "../../../dev/judged/files";
import { workFolder } from "../../support/published-output";

const TABLE: Table = {
  aws_a: { own: { x: ["check-a"] } },
  aws_b: { own: {}, attachedBy: ["x"], generated: { x: ["check-b"] } },
  aws_c: { own: { x: ["check-c"] } },
};

let root: string;

const git = (...args: readonly string[]): string =>
  execFileSync("git", ["-C", root, "-c", "user.name=t", "-c", "user.email=t@localhost", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

function commit(files: Readonly<Record<string, string>>): void {
  write(files);
  git("add", ".");
  git("commit", "-m", "a change");
}

const CHECK_B = { "src/checks/data/b.ts": 'export const b = { ...ruleOf(TEXTS, "check-b") };\n' };

beforeEach(() => {
  root = workFolder("changed-types");
  git("init", "-b", "main");
  commit({ "README.md": "a" });
});

test("the types that a changed check judges are tried, also those of generated blocks", () => {
  commit(CHECK_B);
  expect(changedTypes(root, TABLE)).toEqual(["aws_b"]);
});

test("a check of a part of the platform counts", () => {
  commit({ "src/parts/alerts/checks/b.ts": 'export const b = { ...ruleOf(TEXTS, "check-b") };\n' });
  expect(changedTypes(root, TABLE)).toEqual(["aws_b"]);
});

test("a file without a check concerns the checks beside it", () => {
  commit(CHECK_B);
  commit({ "src/checks/data/shared.ts": "export const one = 1;\n" });
  expect(changedTypes(root, TABLE)).toEqual(["aws_b"]);
});

test("on another branch, checks are compared with the merge base", () => {
  git("checkout", "-b", "topic");
  commit(CHECK_B);
  commit({ "README.md": "b" });
  expect(changedTypes(root, TABLE)).toEqual(["aws_b"]);
});

test("a check that is not committed counts", () => {
  commit({ "README.md": "b" });
  write(CHECK_B);
  expect(changedTypes(root, TABLE)).toEqual(["aws_b"]);
});

test("files that no check reads change no type", () => {
  commit({ "README.md": "b" });
  expect(changedTypes(root, TABLE)).toEqual([]);
});

test("a file that all checks share concerns all types", () => {
  commit({ "src/infrastructure/home.ts": "" });
  expect(changedTypes(root, TABLE)).toBeUndefined();
});

test("without commits any type can be concerned", () => {
  expect(changedTypes(workFolder("no-commits"), TABLE)).toBeUndefined();
});
