import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const PAGE = readFileSync(join(ROOT, "docs/maintain/add-a-region.md"), "utf8");

/** A Region that no example and no message of src names: files with it have facts of Regions. */
const SELDOM = /me-central-1/;

const filesWithRegions = (): string[] =>
  readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .map((name) => `src/${name.replaceAll("\\", "/")}`)
    .filter((name) => /\.(ts|json)$/.test(name) && SELDOM.test(readFileSync(join(ROOT, name), "utf8")));

test("the page of a new Region names each file with facts of Regions", () => {
  const files = filesWithRegions();
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((file) => !PAGE.includes(`[${file}]`))).toEqual([]);
});
