import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type ConfigPath, formatPath } from "../../src/environment/problems";
import { valueSchemasOf } from "../../src/environment/value-schemas";
import { environmentSchema } from "../../src/parts/environment-schema";
import { escapeTemplates, templatesOf } from "../../src/terraform/terraform-templates";
import { halfOfRow } from "../support/covering-sample";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { EVERYTHING } from "../support/every-option";
import { smallEnvironment } from "../support/minimal-file";
import { existing } from "../support/network-by-ids";
import { synthOf } from "../support/synth-of";
import { type ValueSchema } from "../../src/environment/loader/schema-kinds";

/** A step into any item of a list, or any key of a mapping with free names. */
const ANY = "*";

interface TextKey {
  readonly path: readonly string[];
  /** Values of `type` that the variants on the path require. */
  readonly types: readonly { readonly depth: number; readonly type: unknown }[];
}

/** Every key of the schema with free text. */
function textKeys(form: ValueSchema, at: TextKey): TextKey[] {
  const { def } = form._zod;
  const below = (schema: Parameters<typeof valueSchemasOf>[0], key: string, types = at.types): TextKey[] =>
    valueSchemasOf(schema).flatMap((inner) => textKeys(inner, { path: [...at.path, key], types }));
  switch (def.type) {
    case "string":
      return [at];
    case "object": {
      const [literal] = valueSchemasOf(def.shape["type"] ?? environmentSchema);
      const type = literal?._zod.def.type === "literal" ? literal._zod.def.values[0] : undefined;
      const types = type === undefined ? at.types : [...at.types, { depth: at.path.length, type }];
      return Object.entries(def.shape).flatMap(([key, inner]) => below(inner, key, types));
    }
    case "array":
      return below(def.element, ANY);
    case "record":
      return below(def.valueType, ANY);
    default:
      return [];
  }
}

type Mapping = Record<string, unknown>;

const EVERY_OPTION = parse(
  readFileSync(join(__dirname, "../real/terraform/every-option/every-option.yaml"), "utf8")
    // with a node for each pod, as the checks require
    .replace("minPerZone: 0", "minPerZone: 2"),
) as Mapping;

/** An existing network that is found by tags. */
const BY_TAGS = {
  vpcTags: { stage: "prod" },
  privateSubnetTags: { tier: "private" },
  publicSubnetTags: { tier: "public" },
};

const PROXIED = { "https-proxy": { url: "http://10.64.8.10:8080", cidrs: ["10.64.8.0/28"] } };

const WITH_ADAPTER = {
  name: "chat",
  kind: "llm",
  llm: { model: "llama-3.1-8b", maxLength: 8192, adapters: { folders: { sql: "adapters/sql/" } } },
  image: { tag: "v0.33.0" },
  nodeGroup: "chat",
};

/** Environments that have each variant and each list of the schema. */
const BASES: readonly Mapping[] = [
  ...["ml-inference-hardened", ...ENVIRONMENTS].map(
    (name): Mapping => JSON.parse(JSON.stringify(configWith(name))) as Mapping,
  ),
  JSON.parse(JSON.stringify(configWith("ml-inference-prod", existing(BY_TAGS)))) as Mapping,
  JSON.parse(JSON.stringify(configWith("retail-forecast-console", { components: PROXIED }))) as Mapping,
  JSON.parse(JSON.stringify(configWith("language-models", { models: [WITH_ADAPTER] }))) as Mapping,
  { ...EVERY_OPTION, models: [EVERYTHING] },
  { ...EVERY_OPTION, models: [{ ...EVERYTHING, secrets: [{ name: "team/key", kmsKeyArn: "" }] }] },
];

/** A copy of an environment with a text at a key, and its path; undefined if the environment has another variant or no such list. */
function withText(base: Mapping, { path, types }: TextKey, text: string) {
  const copy = structuredClone(base);
  const concrete: (string | number)[] = [];
  let holder: Mapping | unknown[] = copy;
  for (const [depth, step] of path.entries()) {
    const variant = types.find((each) => each.depth === depth);
    if (variant && !Array.isArray(holder) && holder["type"] !== variant.type) return undefined;
    const key = step !== ANY ? step : Array.isArray(holder) ? 0 : (Object.keys(holder)[0] ?? "KEY");
    concrete.push(key);
    const last = depth === path.length - 1;
    if (step === ANY && Array.isArray(holder) && holder.length === 0 && !last) return undefined;
    const inner: unknown = (holder as Mapping)[key];
    const next: unknown = last ? text : (inner ?? (path[depth + 1] === ANY ? [] : {}));
    if (!last && (typeof next !== "object" || next === null)) return undefined;
    (holder as Mapping)[key] = next;
    holder = next as Mapping;
  }
  return { copy, path: concrete as ConfigPath };
}

/** Number of steps of a path that a base has. */
function depthIn(base: unknown, [step, ...rest]: TextKey["path"]): number {
  if (base === null || typeof base !== "object" || step === undefined) return 0;
  const inner: unknown = step === ANY ? Object.values(base)[0] : (base as Mapping)[String(step)];
  return inner === undefined ? 0 : 1 + depthIn(inner, rest);
}

/** Entries need a block of an own file; accepted-blocks.slow.test.ts has one with a template. */
const KEYS = valueSchemasOf(environmentSchema)
  .flatMap((form) => textKeys(form, { path: [], types: [] }))
  .filter(({ path: [section] }) => section !== "acceptedBlocks");

/** Texts that Terraform would evaluate, and a part that no other text has. */
const TEMPLATES = [
  { text: '${file("/etc/passwd")}', part: "/etc/passwd" },
  { text: "%{ if true }evaluated", part: "evaluated" },
];

/** All texts and keys of a value that contain a part. */
function textsWith(value: unknown, part: string): string[] {
  if (typeof value === "string") return value.includes(part) ? [value] : [];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...textsWith(key, part),
    ...textsWith(inner, part),
  ]);
}

function isEvaluated(text: string): boolean {
  const { expressions, directives } = templatesOf(text);
  return (
    expressions.some((each) => each.startsWith("file(")) ||
    directives.some((each) => each.includes("if true"))
  );
}

test("the schema has keys with free text", () => {
  expect(KEYS.length).toBeGreaterThan(60);
});

test("a text that Terraform evaluates is found", () => {
  expect(TEMPLATES.map(({ text }) => isEvaluated(`before ${text}`))).toEqual([true, true]);
  expect(TEMPLATES.map(({ text }) => isEvaluated(escapeTemplates(`before ${text}`)))).toEqual([false, false]);
});

const TITLED = KEYS.map(
  (key, row) => [[...key.path, ...key.types.map(({ type }) => type)].join(" "), { key, row }] as const,
);

/** In `npm test`, one key of each section. */
test.each(TITLED)(
  "a template in %s is refused with its place, or arrives as text",
  async (_, { key, row }) => {
    for (const { text, part } of halfOfRow(TEMPLATES, row)) {
      // A base with the mapping of the key has the other keys that the mapping requires.
      const bases = [...BASES].sort((a, b) => depthIn(b, key.path) - depthIn(a, key.path));
      const [found] = bases.flatMap((base) => withText(base, key, text) ?? []);
      if (!found) throw new Error("no environment has this key");
      const { refusal, files } = await synthOf({ templates: found.copy });
      // the whole error, which shows the value or names its key
      if (refusal !== undefined) {
        expect(refusal).toMatch(/templates\.yaml:\d+:\d+/);
        expect(refusal.includes(part) || refusal.includes(formatPath(found.path))).toBe(true);
        continue;
      }
      const texts = [...files]
        .filter(([file]) => file.endsWith(".tf.json"))
        .flatMap(([, json]) => textsWith(JSON.parse(json), part));
      expect(texts.filter(isEvaluated)).toEqual([]);
    }
  },
);

test.each([
  ["the log group", { network: { flowLogs: { logGroupName: "TEXT" } } }],
  ["the VPC", { network: { vpcName: "TEXT" } }],
  ["public subnets", { network: { egress: "single-nat", publicSubnets: { namePrefix: "TEXT" } } }],
  ["private subnets", { network: { privateSubnets: { namePrefix: "TEXT" } } }],
  ["the ALB", { entry: { type: "terraform-alb", httpOnly: true, name: "TEXT" } }],
  ["the target group", { entry: { type: "terraform-alb", httpOnly: true, targetGroupName: "TEXT" } }],
])("a template as the name of %s is refused for its characters", async (_, keys) => {
  for (const { text } of TEMPLATES) {
    const small = JSON.parse(
      JSON.stringify(smallEnvironment(keys)).replaceAll('"TEXT"', JSON.stringify(text)),
    ) as object;
    const { refusal } = await synthOf({ small });
    const shown = [text, JSON.stringify(text).slice(1, -1)].map((each) =>
      each.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
    );
    expect(refusal).toMatch(
      new RegExp(`"(${shown.join("|")})[^"]*"( is invalid)?, expected .*letters, digits`),
    );
  }
});
