import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IndexedLines, extractFile } from "../../src/base/indexed-lines";

const file = join(mkdtempSync(join(tmpdir(), "indexed-lines-")), "lines");
writeFileSync(file, "ä\nbc\n");

test("a line is read by its bytes", () => {
  const lines = new IndexedLines(file, [
    ["a", 3],
    ["b", 3],
  ]);
  expect(lines.names.map((name) => [name, lines.line(name)])).toEqual([
    ["a", "ä\n"],
    ["b", "bc\n"],
  ]);
  expect(lines.line("c")).toBeUndefined();
});

test("a file that is shorter than its index says is an error", () => {
  const lines = new IndexedLines(file, [
    ["a", 3],
    ["b", 4],
  ]);
  expect(() => lines.line("b")).toThrow(`${file}: the file ends before byte 7`);
});

test("a file of an extract is beside the bundle, else beside its reader, or nowhere", () => {
  const resolveIn = (...known: readonly string[]) => {
    return (path: string): string => {
      if (!known.includes(path)) throw new Error("missing");
      return path;
    };
  };
  expect(extractFile("a", "x.json", resolveIn("./a/x.json", "./extracts/x.json"))).toBe("./a/x.json");
  expect(extractFile("a", "x.json", resolveIn("./extracts/x.json"))).toBe("./extracts/x.json");
  expect(extractFile("a", "x.json", resolveIn())).toBeUndefined();
});
