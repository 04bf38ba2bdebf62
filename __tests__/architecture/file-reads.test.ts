import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

/** Files that read bytes, or explain each error themselves. All others read texts with `readText`, which names the file. */
const READERS = [
  "src/base/digests.ts",
  "src/base/output/local-state.ts",
  "src/base/output/tree.ts",
  "src/base/files.ts",
  "src/environment/loader/text-file.ts",
  "src/terraform/plans/plan-file.ts",
  "src/base/output/holder.ts",
  "src/base/read-text.ts",
  "src/terraform/parser.ts",
  "src/project/changed-inputs.ts",
  "src/project/origins/stack-folder.ts",
  "src/synth/resynthesize.ts",
];

test("texts are read in one place, since an EISDIR of Node.js names no file", () => {
  const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `src/${file}`);
  expect(files.length).toBeGreaterThan(500);
  const reading = files.filter((file) => /\breadFileSync\(/.test(readFileSync(join(ROOT, file), "utf8")));
  expect(reading.sort()).toEqual([...READERS].sort());
});
