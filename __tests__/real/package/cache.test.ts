import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emptyFolder, environmentOf, filesIn, installed, isCode, run } from "./harness/installed";

const folder = emptyFolder();

/** A copy of the installed package, without kept code. */
function copied(): string {
  const copy = join(realpathSync(emptyFolder()), "package");
  cpSync(installed(), copy, { recursive: true });
  rmSync(join(copy, ".cache"), { recursive: true, force: true });
  return copy;
}

const codesOf = (copy: string): string[] => filesIn(copy).filter(isCode);
const startOf = (copy: string): string => join(copy, "bin/private-eks-inference.js");

function listed(copy: string, env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = run(folder, ["explain"], { start: startOf(copy), env });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

test("the first run keeps V8's code beside the package, and the next one only reads it", () => {
  const copy = copied();
  const home = emptyFolder();
  listed(copy, { HOME: home, XDG_CACHE_HOME: "" });
  expect(filesIn(home)).toEqual([]);
  const files = codesOf(copy);
  expect(files).toHaveLength(3);
  const before = files.map((file) => statSync(file).mtimeMs);
  listed(copy);
  expect(codesOf(copy).map((file) => statSync(file).mtimeMs)).toEqual(before);
});

test("no code is kept where CI is set", () => {
  const copy = copied();
  listed(copy, { CI: "true" });
  expect(codesOf(copy)).toEqual([]);
});

test.each([
  ["a changed byte", (content: Buffer) => changedIn(content, content.length >> 1)],
  ["a changed digest", (content: Buffer) => changedIn(content, 0)],
  ["half of the file", (content: Buffer) => content.subarray(0, content.length >> 1)],
  ["an empty file", () => Buffer.alloc(0)],
])("%s in the cache is noticed, and replaced", (_, damage) => {
  const copy = copied();
  const expected = listed(copy);
  for (const file of codesOf(copy)) {
    const damaged = damage(readFileSync(file));
    writeFileSync(file, damaged);
    expect(listed(copy)).toBe(expected);
    expect(readFileSync(file).equals(damaged)).toBe(false);
  }
});

test("the program runs with a folder of the package that it cannot write", () => {
  const copy = copied();
  writeFileSync(join(copy, ".cache"), "a file in the place of the folder");
  expect(listed(copy)).not.toBe("");
  const readOnly = copied();
  chmodSync(readOnly, 0o555);
  expect(listed(readOnly)).not.toBe("");
});

test("two starts at once with an empty cache both succeed, and leave a complete cache", () => {
  const copy = copied();
  const start = `"${process.execPath}" "${startOf(copy)}" explain`;
  const output = execFileSync("sh", ["-c", `${start} & ${start} & wait`], {
    cwd: folder,
    encoding: "utf8",
    env: environmentOf(),
  });
  expect(output).toBe(listed(copy).repeat(2));
  expect(codesOf(copy)).toHaveLength(3);
});

function changedIn(content: Buffer, index: number): Buffer {
  const copy = Buffer.from(content);
  copy[index] = (copy[index] as number) ^ 1;
  return copy;
}
