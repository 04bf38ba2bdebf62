import * as fs from "node:fs";
import { UserError } from "../../src/core/errors";
import { placesOf } from "../../src/publish/places";
import { assertPublished, readPublished } from "../../src/publish/published";
import { failure, newOutdir, publishTree, readTree, removeOutdirs, synthOf } from "./fixture";

afterAll(removeOutdirs);

test("a finished synth may be read", () => {
  const outdir = newOutdir();
  publishTree(outdir, synthOf({ a: "1" }));
  expect(() => assertPublished(outdir)).not.toThrow();
  expect(readPublished(outdir, () => readTree(outdir))).toEqual(synthOf({ a: "1" }));
});

test("fails when nothing was synthesized yet", () => {
  const outdir = newOutdir();
  expect(() => assertPublished(outdir)).toThrow(UserError);
  expect(failure(() => assertPublished(outdir))).toMatch(
    /got no manifest\.json, expected .*; run npm run synth$/,
  );
});

test("fails while a journal is open", () => {
  const outdir = newOutdir();
  publishTree(outdir, synthOf({ a: "1" }));
  fs.writeFileSync(placesOf(outdir).journal, "{}");
  expect(failure(() => assertPublished(outdir))).toMatch(
    /under way or was interrupted .*; .* run npm run synth/,
  );
});

test.each([
  ["changes a stack", synthOf({ a: "2", b: "1" })],
  ["removes a stack", synthOf({ a: "1" })],
])("fails when a publish that %s falls into the reading", (_, next) => {
  const outdir = newOutdir();
  publishTree(outdir, synthOf({ a: "1", b: "1" }));
  expect(failure(() => readPublished(outdir, () => publishTree(outdir, next)))).toContain(
    "while it was read",
  );
});

test("a publish that changes nothing disturbs no reader", () => {
  const outdir = newOutdir();
  publishTree(outdir, synthOf({ a: "1" }));
  expect(readPublished(outdir, () => publishTree(outdir, synthOf({ a: "1" })).written)).toEqual([]);
});
