import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./workflow-files";

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const SCHEMA = JSON.parse(readFileSync(join(ROOT, "docs/environment.schema.json"), "utf8")) as Schema;

function keysIn(schema: Schema, key: string): string[] {
  const { $ref, properties = {}, items, additionalProperties: named, anyOf = [], oneOf = [] } = schema;
  const inside = (name: string): string => (key === "" ? name : `${key}.${name}`);
  return [
    ...($ref ? keysIn(SCHEMA.definitions?.[$ref.split("/").at(-1) ?? ""] ?? {}, key) : []),
    ...Object.entries(properties).flatMap(([name, each]) => [inside(name), ...keysIn(each, inside(name))]),
    ...(items ? keysIn(items, `${key}[]`) : []),
    ...(typeof named === "object" ? [inside("*"), ...keysIn(named, inside("*"))] : []),
    ...[...anyOf, ...oneOf].flatMap((each) => keysIn(each, key)),
  ];
}

/** Keys that can start or fetch a program, give rights to one, or move a plan elsewhere. A new key belongs here or in value-keys.mjs. */
const CODE = [
  ...[
    "account",
    "region",
    "permissionsBoundary",
    "prometheusRelease",
    "components",
    "waivers",
    "acceptedBlocks",
    "trusted",
    "modelBucket",
  ],
  ...["network", "cluster", "nodes", "backups", "parts", "controllers", "models"].map(
    (key) => `permissionsBoundary.${key}`,
  ),
  ...["kind", "value", "reason"].map((key) => `trusted[].${key}`),
  ...["address", "digest", "reason", "until"].map((key) => `acceptedBlocks[].${key}`),
  ...["waivers[].check", "waivers[].address", "waivers[].finding", "waivers[].reason", "waivers[].until"],
  ...["modelBucket.existingName", "modelBucket.kmsKeyArn"],
  ...["cluster.version", "cluster.deployerRole", "cluster.addonVersions", "cluster.addonVersions.*"],
  ...["cluster.nodeReleases", "cluster.nodeReleases.*", "cluster.sessionManager", "cluster.observability"],
  ...["cluster.externalNodeAutoscaler", "cluster.nodeGroups.*.userData"],
  ...["models[].name", "models[].kind", "models[].format", "models[].image", "models[].image.repository"],
  ...["models[].image.tag", "models[].image.digest", "models[].environment", "models[].environment.*"],
  ...["models[].runAsUser", "models[].kubernetesApi", "models[].bucketPrefix", "models[].secrets"],
  "models[].manifestDigest",
  ...["", ".actions", ".resources", ".conditions", ".conditions.*", ".conditions.*.*", ".reason"].map(
    (key) => `models[].permissions${key && `[]${key}`}`,
  ),
  ...[
    "command",
    "arguments",
    "configFiles",
    "configFiles.*",
    "configFiles.*.path",
    "configFiles.*.files",
  ].map((key) => `models[].${key}`),
  ...["models[].podAnnotations", "models[].podAnnotations.*", "models[].llm.extraArguments"],
  ...["models[].memoryVolumes", "models[].memoryVolumes.*", "models[].memoryVolumes.*.path"],
  ...["models[].secrets[].name", "models[].secrets[].kmsKeyArn", "models[].weights", "models[].weights.mode"],
];

const isCode = (key: string): boolean => CODE.includes(key) || /^(components\.|charts\b)/.test(key);

const KEYS = [...new Set(keysIn(SCHEMA.definitions?.["whole"] ?? {}, ""))].sort();

function ask<Answer>(expression: string): Answer {
  const script = `import { isValueKey, keyOf } from ${JSON.stringify(join(ROOT, ".github/scripts/value-keys.mjs"))};
    const keys = ${JSON.stringify(KEYS)};
    process.stdout.write(JSON.stringify(${expression}));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Answer;
}

test("each key of the schema is either plain values or code", () => {
  expect(KEYS.length).toBeGreaterThan(200);
  const values = ask<string[]>("keys.filter(isValueKey)");
  expect(KEYS.filter((key) => isCode(key) === values.includes(key))).toEqual([]);
  expect(CODE.filter((key) => !KEYS.includes(key))).toEqual([]);
});

test("a key that nobody has classified is code", () =>
  expect(ask("[isValueKey('models[].sidecar'), isValueKey('new.key'), isValueKey('networks')]")).toEqual([
    false,
    false,
    false,
  ]));

test("a path of a record has the key of the schema", () =>
  expect(
    ask(
      "[keyOf(['models', 0, 'image', 'tag']), keyOf(['models', 0, 'memoryVolumes', 'shm', 'sizeMiB']), keyOf(['cluster', 'nodeGroups', 'general', 'diskGiB']), keyOf(['cluster', 'addonVersions', 'vpc-cni'])]",
    ),
  ).toEqual([
    "models[].image.tag",
    "models[].memoryVolumes.*.sizeMiB",
    "cluster.nodeGroups.*.diskGiB",
    "cluster.addonVersions.vpc-cni",
  ]));
