import { effectOf } from "../../src/facts/replacement-attributes";
import { type OutputStack } from "../../src/terraform/output";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";
import { compareEnvironments } from "../../src/review/compare-environments";
import { plain } from "../../src/review/stages/phrase";
import { TOPICS } from "../../src/review/topics/all";
import { unjudged } from "../../src/review/topics/not-understood";
import { environmentRules } from "../../src/synth/inputs";
import { type Editable } from "../support/altered";
import { planWith } from "../support/changed-plans";
import { isComplete } from "../support/covering-sample";
import { configWith } from "../support/environments";
import { SERVED, PARTS } from "../support/kserve";
import { Plan } from "../support/plan";
import { withOwnFile } from "../support/own-stacks";
import { textsFor } from "../support/synthesized-texts";
import { modelsWith } from "./cases/reference-lists";
import { EXAMPLES, configAfter, everyKeyEdits } from "./every-key-edits";
import { outputStacks } from "./pairs";

/** Lines of all topics, and those on what no topic judges. */
function linesBetween(environment: string, before: readonly OutputStack[], after: readonly OutputStack[]) {
  const [old, now] = [before, after].map((side) => new EnvironmentPlan(environment, side));
  if (!old || !now) throw new Error("no sides");
  const change = { before: old, after: now, ...compareEnvironments({ environment, before, after }) };
  const lines = TOPICS.flatMap((topic) => topic.lines(change));
  const { known, unknown } = unjudged(change, TOPICS, lines);
  return [...lines, ...known, ...unknown].map(({ level, text }) => `${level}: ${plain(text)}`);
}

const isNotUnderstood = (line: string): boolean => line.includes("not understood");

/** Lines that are not understood in a change and in the way back. */
const openLines = (name: string, before: readonly OutputStack[], after: readonly OutputStack[]): string[] =>
  [
    ...linesBetween(name, before, after).map((line) => `→ ${line}`),
    ...linesBetween(name, after, before).map((line) => `← ${line}`),
  ].filter(isNotUnderstood);

const TRANSIT = (name: string): object => ({
  type: "transit-gateway",
  name,
  transitGatewayId: "tgw-0123456789abcdef0",
  cidrs: ["10.211.0.0/16"],
});

/** Changes as users make them: from, to, and what a line says of it. */
const USUAL: readonly (readonly [
  name: string,
  environment: string,
  from: object,
  to: object,
  says: RegExp,
])[] = [
  [
    "a model more behind an Ingress",
    "retail-forecast",
    {},
    {
      models: [
        ...modelsWith("retail-forecast"),
        { name: "more", image: { tag: "1" }, port: 7007, paths: ["/more"] },
      ],
    },
    /more/,
  ],
  [
    "annotations of pods",
    "retail-forecast-option-b",
    {},
    {
      models: [
        { ...configWith("retail-forecast-option-b").models[0], podAnnotations: { "example.com/a": "b" } },
      ],
    },
    /example\.com\/a.*no right/,
  ],
  [
    "a node group more",
    "mlapp",
    {},
    { cluster: { nodeGroups: { more: { instanceTypes: ["m7i.large"] } } } },
    /more/,
  ],
  [
    "a second secret",
    "ml-inference-hardened",
    {},
    {
      models: modelsWith("ml-inference-hardened", {
        0: { secrets: ["ml-inference/api-key", "ml-inference/other"] },
      }),
    },
    /secrets when they start/,
  ],
  [
    "the first model of KServe",
    "retail-forecast",
    { components: PARTS },
    { components: PARTS, models: [...modelsWith("retail-forecast"), SERVED] },
    /fraud-detection/,
  ],
  [
    "another idle timeout of an Ingress",
    "language-models",
    {},
    { entry: { idleTimeoutSeconds: 120 } },
    /idle.*240.*120.*closed/,
  ],
  [
    "another idle timeout of a load balancer of Terraform",
    "retail-forecast-option-b",
    {},
    { entry: { idleTimeoutSeconds: 120 } },
    /idle_timeout.*closed/,
  ],
  [
    "a bound of nodes of the autoscaler",
    "ml-inference-prod",
    { components: { "cluster-autoscaler": {} } },
    { components: { "cluster-autoscaler": { maxNodes: 20 } } },
    /max-nodes-total.*adds no node/,
  ],
  [
    "an attachment of the network",
    "retail-forecast",
    {},
    { network: { attachments: [TRANSIT("operators")] } },
    /attachment.*routes/,
  ],
  [
    "a zone more",
    "retail-forecast",
    { network: { zones: ["a", "b"], attachments: [TRANSIT("operators")] } },
    {
      network: {
        zones: ["a", "b", "c"],
        privateSubnets: { cidrs: ["10.0.101.0/24", "10.0.102.0/24", "10.0.103.0/24"] },
        attachments: [TRANSIT("operators")],
      },
    },
    /subnet_ids.*zone/,
  ],
];

test.each(USUAL)("%s is understood, and so is the way back", (_, environment, from, to, says) => {
  const [before, after] = [from, to].map((change) => outputStacks(planWith(environment, change)));
  if (!before || !after) throw new Error("no sides");
  expect(openLines(environment, before, after)).toEqual([]);
  expect(linesBetween(environment, before, after)).toContainEqual(expect.stringMatching(says));
});

describe("blocks without facts", () => {
  const name = "retail-forecast-option-b";
  const before = outputStacks(planWith(name, {}));

  test("an edited argument of a generated block is not understood where no fact is about it", () => {
    const after = before.map((each) => {
      const json = structuredClone(each.stack.json) as Editable;
      const balancer = (json["resource"] as Editable | undefined)?.["aws_lb"]?.demo as Editable | undefined;
      if (!balancer) return each;
      balancer["customer_owned_ipv4_pool"] = "other";
      return { ...each, stack: new StackJson(each.stack.name, json as JsonObject) };
    });
    expect(openLines(name, before, after)).toHaveLength(2);
  });

  test("a block of the owner is not understood where a generated one is", () => {
    const withOwn = (seconds: number): readonly OutputStack[] =>
      before.map((each) =>
        each.layer === "platform"
          ? {
              ...each,
              stack: withOwnFile(
                each.stack,
                `resource "aws_lb" "own" {\n  internal     = true\n  idle_timeout = ${seconds}\n}\n`,
              ),
            }
          : each,
      );
    expect(openLines(name, withOwn(60), withOwn(30))).toEqual([
      expect.stringContaining("idle_timeout of aws_lb.own"),
      expect.stringContaining("idle_timeout of aws_lb.own"),
    ]);
  });
});

/** Edits of one kind of one key in `.ci/full`; edits, and types, of all in the gate. */
const TIMES = 3;
const SAMPLE = 4;

/** A block of each type that an example has, with the stacks of the example. The gate has the types of the first one. */
function blockOfEachType() {
  const seen = new Set<string>();
  return EXAMPLES.slice(0, isComplete ? undefined : 1).flatMap(([name, config]) => {
    const stacks = outputStacks(new Plan(name, textsFor({ name, config })));
    return stacks.flatMap((each) =>
      Object.entries((each.stack.json["resource"] ?? {}) as Editable).flatMap(([type, blocks]) => {
        const [block = ""] = Object.keys(blocks as object);
        if (seen.has(type)) return [];
        seen.add(type);
        return [{ name, stacks, stack: each.stack, type, block }];
      }),
    );
  });
}

type BlockOfType = ReturnType<typeof blockOfEachType>[number];

/** The stacks after an edit of the block. */
const withBlock = (
  { stacks, stack, type, block }: BlockOfType,
  edit: (blocks: Editable) => Editable | undefined,
): readonly OutputStack[] =>
  stacks.map((each) => {
    if (each.stack !== stack) return each;
    const json = structuredClone(stack.json) as Editable;
    const blocks = (json["resource"] as Editable)[type] as Editable;
    const others = Object.entries(blocks).filter(([name]) => name !== block);
    const edited = edit(blocks[block] as Editable);
    json["resource"][type] = Object.fromEntries([...others, ...(edited ? [[block, edited]] : [])]);
    return { ...each, stack: new StackJson(stack.name, json as JsonObject) };
  });

/** The stacks with another value of an argument that forces replacement; undefined for a type without a literal one. */
function replaced(of: BlockOfType): readonly OutputStack[] | undefined {
  const config = (of.stack.json["resource"] as Editable)[of.type][of.block] as Editable;
  const argument = Object.keys(config).find(
    (name) => typeof config[name] === "string" && effectOf(of.type, name, "changed") === "replace",
  );
  if (of.type.startsWith("kubernetes_"))
    return withBlock(of, (block) => ({ ...block, metadata: { ...block["metadata"], name: "another" } }));
  return argument === undefined
    ? undefined
    : withBlock(of, (block) => ({ ...block, [argument]: `${block[argument]}x` }));
}

test("a block of each type is understood where it is added, destroyed and replaced", () => {
  const types = blockOfEachType();
  const some = isComplete
    ? types
    : types.filter((_, index) => index % Math.floor(types.length / SAMPLE) === 0);
  let pairs = 0;
  const open = some.flatMap((of) => {
    const without = withBlock(of, () => undefined);
    return [without, replaced(of)].flatMap((other) => {
      if (other === undefined) return [];
      pairs += 1;
      return openLines(of.name, of.stacks, other).filter((line) => line.includes(` ${of.type}.${of.block}`));
    });
  });
  expect(open).toEqual([]);
  expect(pairs).toBeGreaterThan(isComplete ? 150 : SAMPLE);
});

/** All edits of every key in each example, each kind of edit of a key first in one example, then in the others. */
function queue() {
  const seen = new Map<string, number>();
  return EXAMPLES.flatMap(([name, config]) =>
    everyKeyEdits(config).map((edit) => {
      const kind = `${edit.key} ${edit.kind}`;
      const rank = seen.get(kind) ?? 0;
      seen.set(kind, rank + 1);
      return { name, config, edit, rank };
    }),
  ).sort((one, other) => one.rank - other.rank);
}

test("each key of the schema can be changed in every direction, in an example that is understood", () => {
  const legal = queue().filter(({ rank }) => rank < TIMES);
  const all = isComplete
    ? legal
    : legal.filter((_, index) => index % Math.floor(legal.length / SAMPLE) === 0);
  const stacksOf = new Map(EXAMPLES.map(([name, config]) => [name, { config, stacks: [] as OutputStack[] }]));
  let changed = 0;
  const open = all.flatMap(({ name, config, edit }): string[] => {
    const side = stacksOf.get(name);
    const after = configAfter(config, edit);
    // a file that synth refuses has no review
    if (!side || !after || environmentRules(after).length > 0) return [];
    if (side.stacks.length === 0) side.stacks = outputStacks(new Plan(name, textsFor({ name, config })));
    const now = outputStacks(new Plan(name, textsFor({ name, config: after })));
    changed += 1;
    return openLines(name, side.stacks, now).map(
      (line) => `${name} ${edit.key} ${edit.kind} ${String(JSON.stringify(edit.value)).slice(0, 60)} ${line}`,
    );
  });
  expect(open).toEqual([]);
  expect(changed).toBeGreaterThan(isComplete ? 500 : 0);
});

test("the edits are of every key of the schema that an example can have", () => {
  const keys = new Set(queue().map(({ edit }) => edit.key));
  for (const key of [
    ".network.vpcCidr",
    ".models.*.secrets",
    ".components.kserve",
    ".entry.idleTimeoutSeconds",
  ])
    expect(keys).toContain(key);
  expect(keys.size).toBeGreaterThan(300);
});
