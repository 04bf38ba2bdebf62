import { basename, join } from "node:path";
import { listFiles } from "../../../src/base/files";
import { ownCopyOf, ownSourceOf } from "../../../src/base/stack-files";
import { bundleOfPlan } from "../../support/bundles";
import { publishTo, workFolder } from "../../support/published-output";
import { planOf } from "../../support/reference-plans";

const generated = (paths: readonly string[]): string[] =>
  paths.filter((path) => basename(path).startsWith("own-"));

test("no file that synth generates has the name of a copy of an own file", () => {
  const outdir = join(workFolder("own-copies"), "out");
  publishTo(outdir);
  const files = listFiles(outdir);
  expect(files.length).toBeGreaterThan(50);
  expect(generated(files)).toEqual([]);
});

test("no file of a hand-over has such a name", async () => {
  const { files } = await bundleOfPlan(planOf("ml-platform"), "json");
  expect(generated([...files.keys()])).toEqual([]);
});

test.each(["a.tf", "a.tf.json", "own-a.tf", "cdk.tf.json", "versions.tf.json"])(
  "the copy of %s has a name of its own, which leads back to the file",
  (name) => {
    const copy = ownCopyOf(name);
    expect(ownSourceOf(copy)).toBeDefined();
    expect(ownSourceOf(copy)).toBe(name);
    expect(copy).not.toBe(name);
  },
);

test.each(["cdk.tf.json", "versions.tf.json", "own-notes.md", "own.tf"])("%s is no copy", (name) => {
  expect(ownSourceOf(name)).toBeUndefined();
});
