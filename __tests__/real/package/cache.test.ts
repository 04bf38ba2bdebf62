import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { binary, emptyFolder, environmentOf, filesIn, run } from "./harness/installed";

const folder = emptyFolder();
const listed = (cache: string): string => {
  const { status, stdout, stderr } = run(folder, ["explain"], { cache });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
};

test("the first run keeps V8's code in the user's cache folder, and the next one only reads it", () => {
  const cache = emptyFolder();
  listed(cache);
  const files = filesIn(cache);
  expect(files).toHaveLength(3);
  expect(files.every((file) => file.startsWith(join(cache, "private-eks-inference/")))).toBe(true);
  const before = files.map((file) => statSync(file).mtimeMs);
  listed(cache);
  expect(filesIn(cache).map((file) => statSync(file).mtimeMs)).toEqual(before);
});

test("the cache is in ~/.cache without XDG_CACHE_HOME", () => {
  const home = emptyFolder();
  const env = { HOME: home, XDG_CACHE_HOME: "" };
  expect(run(folder, ["explain"], { cache: "", env }).status).toBe(0);
  expect(filesIn(home).every((file) => file.startsWith(join(home, ".cache/private-eks-inference/")))).toBe(
    true,
  );
  expect(filesIn(home)).toHaveLength(3);
});

test.each([
  ["a changed byte", (content: Buffer) => changedIn(content, content.length >> 1)],
  ["a changed digest", (content: Buffer) => changedIn(content, 0)],
  ["half of the file", (content: Buffer) => content.subarray(0, content.length >> 1)],
  ["an empty file", () => Buffer.alloc(0)],
])("%s in the cache is noticed, and replaced", (_, damage) => {
  const cache = emptyFolder();
  const expected = listed(cache);
  for (const file of filesIn(cache)) {
    const damaged = damage(readFileSync(file));
    writeFileSync(file, damaged);
    expect(listed(cache)).toBe(expected);
    expect(readFileSync(file).equals(damaged)).toBe(false);
  }
});

test("the program runs with a cache folder that it cannot write", () => {
  const cache = emptyFolder();
  const file = join(cache, "private-eks-inference");
  writeFileSync(file, "a file in the place of the folder");
  expect(listed(cache)).not.toBe("");
  const readOnly = emptyFolder();
  chmodSync(readOnly, 0o555);
  expect(listed(readOnly)).not.toBe("");
});

test("two starts at once with an empty cache both succeed, and leave a complete cache", () => {
  const cache = emptyFolder();
  const start = `"${process.execPath}" "${binary()}" explain`;
  const output = execFileSync("sh", ["-c", `${start} & ${start} & wait`], {
    cwd: folder,
    encoding: "utf8",
    env: environmentOf(cache),
  });
  expect(output).toBe(listed(cache).repeat(2));
  expect(filesIn(cache)).toHaveLength(3);
});

function changedIn(content: Buffer, index: number): Buffer {
  const copy = Buffer.from(content);
  copy[index] = (copy[index] as number) ^ 1;
  return copy;
}
