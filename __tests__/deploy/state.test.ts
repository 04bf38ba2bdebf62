import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { needsLocalState } from "../../src/deploy/first-state";
import { type Programs } from "../../src/deploy/programs";
import { type Session } from "../../src/deploy/session";
import { States } from "../../src/deploy/state";
import { type DeployedStack } from "../../src/deploy/stacks";
import { planOf } from "../support/reference-plans";
import { workFolder } from "../support/published-output";

const work = workFolder("states");
let count = 0;

const stateOf = (lineage: string, serial: number, name: string) => ({
  lineage,
  serial,
  resources: [{ mode: "managed", type: "aws_s3_bucket", name, instances: [{}] }],
});

type State = ReturnType<typeof stateOf>;

/** The state stack of an environment, with states in its folder and in its bucket. */
function states(local: State | undefined, inBucket: State | undefined) {
  count += 1;
  const folder = join(work, String(count));
  mkdirSync(folder, { recursive: true });
  if (local) writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify(local));
  const read = (line: readonly string[]) => {
    if (!inBucket) return Promise.resolve({ code: 254, stdout: "", stderr: "An error occurred (NoSuchKey)" });
    writeFileSync(String(line.find((word) => word.endsWith("object.json"))), JSON.stringify(inBucket));
    return Promise.resolve({ code: 0, stdout: "{}", stderr: "" });
  };
  const json = planOf("mlapp").output.find(({ layer }) => layer === "state")?.stack;
  const stack = { environment: "mlapp", layer: "state", name: "mlapp-state", folder, json } as DeployedStack;
  const known = new States({ read } as unknown as Programs);
  return {
    resources: () => known.resources(stack),
    isLocal: () => needsLocalState({ states: known } as unknown as Session, stack),
  };
}

const OLD = stateOf("one", 3, "old");
const NEW = stateOf("one", 4, "new");

test.each([
  ["only in the folder", OLD, undefined, "old", true],
  ["only in the bucket", undefined, OLD, "old", false],
  ["in the bucket, with an older copy in the folder", OLD, NEW, "new", false],
  ["in the bucket, with the same copy in the folder", NEW, NEW, "new", false],
  ["in the folder, after it was moved out of the bucket", NEW, OLD, "new", true],
] as const)("STATE-01 a state that is %s is found", async (_, local, inBucket, name, isLocal) => {
  const { resources, isLocal: asked } = states(local, inBucket);
  expect(await resources()).toEqual([`aws_s3_bucket.${name}`]);
  expect(await asked()).toBe(isLocal);
});

test("STATE-01 two states of different origin are an error that names both", async () => {
  const { resources } = states(OLD, stateOf("two", 1, "other"));
  await expect(resources()).rejects.toThrow(
    /terraform\.tfstate: got a state of lineage one.*s3:\/\/.*lineage two/s,
  );
});

test("STATE-01 without any state, the first apply begins in the folder", async () => {
  const { resources, isLocal } = states(undefined, undefined);
  expect(await resources()).toEqual([]);
  expect(await isLocal()).toBe(true);
});
