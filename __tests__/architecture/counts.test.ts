import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { counted, plural } from "../../src/base/counted";

const ROOT = join(__dirname, "../..");
const files = ["src", "dev"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`),
);

/** Lines of the topics of a review: a new sentence is a row of a table, and not code. */
const MOST_TOPIC_LINES = 6500;

test(`the topics of a review have at most ${MOST_TOPIC_LINES} lines of code`, () => {
  const topics = files.filter((name) => name.startsWith("src/review/topics/"));
  expect(topics.length).toBeGreaterThan(50);
  const lines = topics.map((name) => readFileSync(join(ROOT, name), "utf8").split("\n").length - 1);
  expect(lines.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(MOST_TOPIC_LINES);
});

/** A length or size directly before a plural noun, which is wrong for one of them. */
const UNCOUNTED = /\$\{[^{}]*\.(?:length|size)\} [a-z-]+s\b/;

test("messages name the number of a noun by `counted`", () => {
  expect(files.length).toBeGreaterThan(300);
  const wrong = files.flatMap((name) =>
    readFileSync(join(ROOT, name), "utf8")
      .split("\n")
      .flatMap((line, index) => (UNCOUNTED.test(line) ? [`${name}:${index + 1}`] : [])),
  );
  expect(wrong).toEqual([]);
});

test.each([
  [1, "environment", "1 environment"],
  [2, "environment", "2 environments"],
  [0, "resource", "0 resources"],
  [1, "entry", "1 entry"],
  [3, "policy", "3 policies"],
  [2, "address", "2 addresses"],
  [2, "GB", "2 GB"],
  [2, "h", "2 h"],
])("%d and %s are %s", (count, noun, text) => {
  expect(counted(count, noun)).toBe(text);
});

test("a unit has no plural", () => {
  expect(["LCU-h", "M observations", "MiBps"].map(plural)).toEqual(["LCU-h", "M observations", "MiBps"]);
});

test("every command writes through `processOutput`, which ends quietly when a reader closes the pipe", () => {
  const mains = ["main.ts", ...files.filter((name) => /^dev\/[^/]+\/main\.ts$/.test(name))];
  expect(mains.length).toBeGreaterThan(5);
  expect(mains.filter((name) => !readFileSync(join(ROOT, name), "utf8").includes("processOutput("))).toEqual(
    [],
  );
});
