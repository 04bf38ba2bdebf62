import { readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const TESTS = dirname(__dirname);
const SAMPLES = /from "(\.\.\/)+support\/covering-sample"/;

test("docs/maintain/testing.md says for each file that only .ci/full runs what the gate has instead", () => {
  const [, chapter = ""] =
    /^## The Terraform suite$([^]*?)^## /m.exec(
      readFileSync(join(TESTS, "../docs/maintain/testing.md"), "utf8"),
    ) ?? [];
  const files = readdirSync(join(TESTS, "real/terraform")).flatMap(
    (file) => /^(.*)\.exhaustive\.test\.ts$/.exec(file)?.[1] ?? [],
  );
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((name) => !chapter.includes(`\`${name}\``))).toEqual([]);
});

test("files of tests that take a sample are those that npm run test:exhaustive runs whole, or alone and whole at night", () => {
  // Suites with real programs choose their sample themselves.
  const files = readdirSync(TESTS, { recursive: true, encoding: "utf8" }).filter((file) =>
    /^(?!real\/).*\.test\.ts$/.test(file),
  );
  const sampling = files.filter(
    (file) => !file.endsWith(".slow.test.ts") && SAMPLES.test(readFileSync(join(TESTS, file), "utf8")),
  );
  const exhaustive = files.filter((file) => basename(file).endsWith(".exhaustive.test.ts"));
  expect(exhaustive.length).toBeGreaterThan(10);
  expect(sampling.sort()).toEqual(exhaustive.sort());
});
