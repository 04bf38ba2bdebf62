import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workFolder } from "../support/published-output";
import { makeFolder } from "../../src/base/files";

const work = workFolder("make-folder");

test("a folder and those above it are created", () => {
  const folder = join(work, "a/b/c");
  makeFolder(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
});

test("a folder that exists stays", () => {
  writeFileSync(join(work, "kept"), "");
  makeFolder(work);
  expect(readdirSync(work)).toContain("kept");
});

test("a link to a folder is that folder", () => {
  mkdirSync(join(work, "real"));
  symlinkSync(join(work, "real"), join(work, "link"));
  makeFolder(join(work, "link/below"));
  expect(existsSync(join(work, "real/below"))).toBe(true);
});

test.each([
  ["a file in its place", "file", "EEXIST"],
  ["a file above it", "file/a/b", "ENOTDIR"],
])("%s is an error, and nothing is created", (_what, target, code) => {
  writeFileSync(join(work, "file"), "text");
  expect(() => makeFolder(join(work, target))).toThrow(expect.objectContaining({ code }));
  expect(statSync(join(work, "file")).isFile()).toBe(true);
});

test("a link to nothing is an error", () => {
  symlinkSync(join(work, "nothing"), join(work, "dangling"));
  expect(() => makeFolder(join(work, "dangling"))).toThrow(expect.objectContaining({ code: "EEXIST" }));
});

test("a file system without new folders is an error at once", () => {
  // macOS has no /proc; there, the root is read-only, even for the superuser.
  expect(() => makeFolder("/proc/no-such-folder/below")).toThrow(
    expect.objectContaining({ syscall: "mkdir" }),
  );
});
