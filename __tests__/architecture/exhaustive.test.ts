import { readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const TESTS = dirname(__dirname);
const PAGE = readFileSync(join(TESTS, "../docs/maintain/testing.md"), "utf8");
const SAMPLES = /from "(\.\.\/)+support\/covering-sample"/;
/** Names of that module whose users have fewer cases in `npm run test:exhaustive` than where TEST_SEED is set. */
const PART_IN_GATE = /\b(isComplete|halfOfRow|runsOf)\b/;

const FILES = readdirSync(TESTS, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => ({ file, text: readFileSync(join(TESTS, file), "utf8") }));

const chapter = (heading: string): string =>
  new RegExp(`^## ${heading}$([^]*?)^## `, "m").exec(PAGE)?.[1] ?? "";

test("docs/maintain/testing.md says for each file that only .ci/full runs what the gate has instead", () => {
  const files = FILES.flatMap(
    ({ file }) => /^real\/terraform\/(.*)\.exhaustive\.test\.ts$/.exec(file)?.[1] ?? [],
  );
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((name) => !chapter("The Terraform suite").includes(`\`${name}\``))).toEqual([]);
});

test("docs/maintain/testing.md lists exactly the files of which the gate runs a part of the cases, and .ci/full all", () => {
  const files = FILES.filter(({ text }) => SAMPLES.test(text) && PART_IN_GATE.test(text)).map(({ file }) =>
    basename(file, ".test.ts"),
  );
  const listed = [...chapter("Commands").matchAll(/^\| `([^`]+)` +\|/gm)].map(([, name]) => name);
  expect(listed.length).toBeGreaterThan(10);
  expect(listed.sort()).toEqual(files.sort());
});

test("no test of npm test takes a sample", () => {
  const fast = FILES.filter(({ file }) => !file.startsWith("real/") && !file.endsWith(".slow.test.ts"));
  expect(fast.length).toBeGreaterThan(500);
  expect(fast.filter(({ text }) => SAMPLES.test(text)).map(({ file }) => file)).toEqual([]);
});

test("no jest test reads TEST_SEED itself", () => {
  const own = FILES.filter(
    ({ file }) => !file.startsWith("real/") && file !== "architecture/exhaustive.test.ts",
  );
  expect(own.filter(({ text }) => text.includes("TEST_SEED")).map(({ file }) => file)).toEqual([]);
});
