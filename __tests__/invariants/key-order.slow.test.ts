import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { ENVIRONMENTS } from "../support/environments";
import { type SynthOutcome, synthOf } from "../support/synth-of";

const ROOT = join(__dirname, "../..");
const read = (file: string): object => parse(readFileSync(join(ROOT, file), "utf8")) as object;

type Named = Record<string, object>;

/** The environment with every option, and one with several names in each mapping with free names. */
const EVERY_OPTION = JSON.parse(
  // with a node for each pod, as the checks require
  JSON.stringify(read("__tests__/real/terraform/every-option/every-option.yaml")).replace(
    '"minPerZone":0',
    '"minPerZone":2',
  ),
) as object;
const MANY_KEYS = {
  ...EVERY_OPTION,
  account: "777788889999",
  permissionsBoundary: "many-keys-emitted-roles-boundary",
  trusted: [{ kind: "account", value: "666677778888", reason: "a queue of every-option" }],
  tags: { zebra: "1", apple: "2", Middle: "3" },
  network: { egress: "single-nat" },
  components: {
    "github-actions": { repository: "example/many-keys", branch: "main" },
    "pull-through-cache": {},
  },
  cluster: {
    admins: ["arn:aws:iam::777788889999:role/platform-admin"],
    nodeGroups: {
      first: {},
      second: { instanceTypes: ["m7i.large"] },
      arm: { instanceTypes: ["m7g.large"] },
    },
    addonVersions: { "vpc-cni": "v1.20.4-eksbuild.2", coredns: "v1.12.4-eksbuild.1" },
    nodeReleases: { AL2023_x86_64_STANDARD: "1.36.2-20260818", AL2023_ARM_64_STANDARD: "1.36.2-20260818" },
  },
  entry: { type: "ingress", httpOnly: true },
  modelBucket: {},
  models: [
    {
      name: "many",
      image: { tag: "1.0.0" },
      nodeGroup: "second",
      environment: { ZEBRA: "1", APPLE: "2", MIDDLE: "3", lower: "4" },
    },
  ],
};

const inTheRepository: Named = {
  // In `npm test`, the environments whose mappings have the most keys.
  ...Object.fromEntries(ENVIRONMENTS.map((name) => [name, read(`examples/${name}.yaml`)])),
  "every-option": EVERY_OPTION,
  "many-keys": MANY_KEYS,
};

/** A value with the keys of each mapping in the order of `rank`; lists stay as they are. */
function reordered<Value>(value: Value, rank: (key: string, index: number) => string | number): Value {
  if (Array.isArray(value)) return value.map((item: unknown) => reordered(item, rank)) as Value;
  if (value === null || typeof value !== "object") return value;
  const ranked = Object.entries(value).map(([key, item], index) => ({
    key,
    item: reordered(item as unknown, rank),
    rank: rank(key, index),
  }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return Object.fromEntries(ranked.map(({ key, item }) => [key, item])) as Value;
}

/** Written files; the record of an environment has the places of its values in the file, which do move, and so has its digest. */
const written = ({ refusal, files }: SynthOutcome): [string, string][] => {
  expect(refusal).toBeUndefined();
  return [...files]
    .map(([file, text]): [string, string] => [
      file,
      text.replace(/,"at":"[^"]*"/g, "").replace(/environment\.json": "\w+"/g, ""),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
};

let before: [string, string][];
beforeAll(async () => {
  before = written(await synthOf(inTheRepository));
});

test("the mappings of the environments have an order that can change", () => {
  expect(JSON.stringify(reordered(MANY_KEYS, (_, index) => -index))).not.toBe(JSON.stringify(MANY_KEYS));
  expect(before.length).toBeGreaterThan(40);
});

test("keys in the reverse order change no byte of the output", async () => {
  expect(written(await synthOf(reordered(inTheRepository, (_, index) => -index)))).toEqual(before);
});

test("keys in any order change no byte of the output", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const rank = (key: string) => createHash("sha256").update(`${seed} ${key}`).digest("hex");
      expect(written(await synthOf(reordered(inTheRepository, rank)))).toEqual(before);
    }),
    { numRuns: 3 },
  );
});
