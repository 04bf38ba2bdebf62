import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { EKS_REGIONS } from "../../src/facts/regions";
import { ROOT } from "../support/documents";

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

/** Tables of the page that each Region is in, but for the one that has the Regions. */
const REQUIRED = [...PAGE.matchAll(/^\| \[.*\]\(\.\.\/\.\.\/(\S+)\) .*\| yes +\|$/gm)]
  .map(([, file = ""]) => file)
  .filter((file) => file !== "src/facts/regions-of-eks.json");

test("the page of a new Region has four other tables that each Region is in", () => {
  expect(REQUIRED).toHaveLength(4);
});

test.each(REQUIRED)("each Region with Amazon EKS is in %s", (file) => {
  const regions = new Set(readFileSync(join(ROOT, file), "utf8").match(/[a-z]+(-[a-z]+)+-\d+/g));
  expect(EKS_REGIONS.filter((region) => !regions.has(region))).toEqual([]);
});
