import fs from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { UserError } from "../../../src/base/errors";
import { readOutput } from "../../../src/base/read-output";
import { Output } from "./output";
import { Children, countUp } from "./run-child";
import { synthOf, type Tree } from "../tree";

const children = new Children();
afterAll(() => jest.restoreAllMocks());

// a kill, unlike a power failure, loses no written data
jest.spyOn(fs, "fsyncSync").mockReturnValue();

const OLD = synthOf({
  a: { "cdk.tf.json": "old a", "charts/x": "old x", "charts/dropped": "old", turned: "a file" },
  b: "the same in both",
  gone: { "cdk.tf.json": "old gone", "charts/x": "old x" },
});
const NEW = synthOf({
  a: { "cdk.tf.json": "new a", "charts/x": "new x", "turned/inside": "a folder now" },
  b: "the same in both",
  c: "new c",
});
const MINE: Tree = {
  "stacks/a/prod.tfvars": "mine",
  "stacks/b/terraform.tfstate": "mine",
  "notes.md": "mine",
};
const CACHES: Tree = { "stacks/gone/.terraform/x": "cache", "stacks/gone/.terraform/y": "cache" };

const template = new Output(OLD);
template.add({ ...MINE, ...CACHES });

function oldOutput(): Output {
  const output = new Output();
  fs.cpSync(template.outdir, output.outdir, { recursive: true });
  return output;
}

const without = (tree: Tree, ...others: Tree[]): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([file]) => !others.some((other) => file in other)));

/** The result of a reader. Expects the user's files in every case. */
function lookAt(output: Output): "old" | "new" | "refused" {
  const whole = output.read();
  expect(whole).toMatchObject(MINE);
  try {
    const seen = without(
      readOutput(output.outdir, () => output.read()),
      MINE,
      CACHES,
    );
    if (isDeepStrictEqual(seen, NEW)) return "new";
    expect(seen).toEqual(OLD);
    expect(whole).toMatchObject(CACHES);
    return "old";
  } catch (error) {
    if (error instanceof UserError) return "refused";
    throw error;
  }
}

function expectConverged(output: Output): void {
  expect(output.read()).toEqual({ ...NEW, ...MINE });
  expect(output.leftovers()).toEqual([]);
}

test("after a kill at any step, readers get the old synth, the new one or an error, and the next run finishes", async () => {
  const seen = new Map<string, number>();
  const runs = await countUp(async (killAt) => {
    const output = oldOutput();
    const { status, signal, stderr } = await children.run({ outdir: output.outdir, tree: NEW, killAt });
    expect(stderr).toBe("");
    if (signal === null) {
      expect(status).toBe(0);
      expectConverged(output);
      return "last";
    }
    expect(signal).toBe("SIGKILL");
    const what = lookAt(output);
    seen.set(what, (seen.get(what) ?? 0) + 1);
    output.commit(NEW);
    expectConverged(output);
    return "more";
  });
  expect(runs).toBeGreaterThan(30); // fewer runs mean that steps are not counted
  expect([...seen.keys()].sort()).toEqual(["new", "old", "refused"]);
});

test("a synth that is killed repeatedly, each time some steps later, still finishes", async () => {
  const output = oldOutput();
  await countUp(async (n) => {
    const { signal, stderr } = await children.run({ outdir: output.outdir, tree: NEW, killAt: 3 * n });
    expect(stderr).toBe("");
    lookAt(output);
    return signal === null ? "last" : "more";
  }, 1);
  expectConverged(output);
});

test("the commit of a killed run is finished even if the next synth fails", async () => {
  const seen = new Set<string>();
  await countUp(async (n) => {
    const output = oldOutput();
    const { signal } = await children.run({ outdir: output.outdir, tree: NEW, killAt: 5 * n });
    const thrown = new Error("the next synth fails");
    const write = () => {
      throw thrown;
    };
    expect(() => output.commit({}, { write })).toThrow(thrown);
    expect(output.leftovers()).toEqual([]);
    seen.add(lookAt(output));
    return signal === null ? "last" : "more";
  });
  expect([...seen].sort()).toEqual(["new", "old"]);
});
