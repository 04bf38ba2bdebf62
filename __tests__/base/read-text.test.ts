import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { runCommand } from "../../src/base/command-line";
import { readJson, readText, readTextUnlessMissing } from "../../src/base/read-text";
import { runOf } from "../support/command-runs";
import { workFolder } from "../support/published-output";

const work = workFolder("read-text");
const wanted = { expected: "a list", fix: "write it again" };
const file = join(work, "file");

afterEach(() => rmSync(file, { recursive: true, force: true }));

/** Things in the place of a file, and how the error names them. */
const FAULTS: readonly (readonly [what: string, make: () => void, got: string])[] = [
  ["no file", () => undefined, "no such file or folder (ENOENT)"],
  ["a folder", () => mkdirSync(file), "a folder where a file is expected (EISDIR)"],
  ["a loop of links", () => symlinkSync(file, file), "a loop of symbolic links (ELOOP)"],
  ["a link to no file", () => symlinkSync(join(work, "none"), file), "no such file or folder (ENOENT)"],
  [
    "bytes that are not UTF-8",
    () => writeFileSync(file, Buffer.from([0x7b, 0xff])),
    "bytes that are not UTF-8",
  ],
];

test.each(FAULTS)("%s is an error with file, expectation and fix", (_what, make, got) => {
  make();
  expect(() => readText(file, wanted)).toThrow(`${file}: got ${got}, expected a list; write it again`);
});

test("a file in place of a folder is an error with both", () => {
  writeFileSync(file, "");
  expect(() => readText(join(file, "x"), wanted)).toThrow("got a file where a folder is expected (ENOTDIR)");
});

test.each([
  ["an empty file", " ", "an empty file"],
  ["half of a file", '{"a": [1,', "invalid JSON ("],
  ["HCL", 'resource "x" "y" {}', "invalid JSON ("],
])("%s is no JSON", (_what, text, got) => {
  writeFileSync(file, text);
  expect(() => readJson(file, wanted)).toThrow(`${file}: got ${got}`);
});

test("a byte order mark is no part of the text", () => {
  writeFileSync(file, "\uFEFF{}");
  expect([readText(file, wanted), readJson(file, wanted)]).toEqual(["{}", {}]);
});

test("a missing file is undefined where it may be missing, and a folder in its place is an error", () => {
  expect(readTextUnlessMissing(file, wanted)).toBeUndefined();
  mkdirSync(file);
  expect(() => readTextUnlessMissing(file, wanted)).toThrow("(EISDIR)");
});

/** An error as Node.js throws it. */
const thrown = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`${code}: text of the system`), { code, syscall: "open", path: "/a/b", ...more });

const run = (error: Error) =>
  runOf((output) =>
    runCommand(new Command("x"), [], output, () => {
      throw error;
    }),
  );

test.each([
  ...["ENOENT", "EISDIR", "ENOTDIR", "EACCES", "EPERM", "EROFS", "ELOOP", "ENAMETOOLONG", "ENOSPC"],
  ...["EDQUOT", "EFBIG", "EMFILE", "ENFILE", "EEXIST", "ENOTEMPTY", "EBUSY", "EIO"],
])("%s of any call is one line of every command, with exit status 1", (code) => {
  const { status, stdout, stderr } = run(thrown(code));
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(
    new RegExp(`^/a/b: got .+ \\(${code} of open\\), expected .+; .+, and run the command again\n$`),
  );
});

test("a failed write, whose error has no path, is one line too", () => {
  const { status, stderr } = run(thrown("ENOSPC", { path: undefined, syscall: "write" }));
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(/^file system: got a full disk \(ENOSPC of write\), .*\n$/),
  ]);
});

test.each([
  ["a bug", new TypeError("x is not a function")],
  ["an error of the network", thrown("ECONNREFUSED", { syscall: "connect" })],
  ["an error with a code of no call", thrown("ENOENT", { syscall: undefined })],
])("%s is thrown", (_what, error) => {
  expect(() => run(error)).toThrow(error);
});
