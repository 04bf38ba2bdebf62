import { compareEnvironments } from "../../src/review/compare-environments";
import { planOf } from "../support/reference-plans";
import { outputStacks } from "./pairs";

/** Parts of the network's JSON, in place of none. */
interface Parts {
  readonly block?: object;
  readonly variable?: object;
  readonly locals?: object;
  readonly moved?: readonly object[];
  /** @default - aws_cloudwatch_log_group */
  readonly type?: string;
}

const ENVIRONMENT = "retail-forecast-option-b";
const plan = planOf(ENVIRONMENT);

const stacksWith = ({ block, variable, locals, moved, type = "aws_cloudwatch_log_group" }: Parts) =>
  outputStacks(plan, ({ network }) => {
    if (block) network.resource[type] = { ...(network.resource[type] as object), own: block };
    if (variable) network.variable = { ...(network.variable as object), ...variable };
    if (locals) network.locals = { ...(network.locals as object), ...locals };
    if (moved) network.moved = moved;
  });

const changesOf = (before: Parts, after: Parts) =>
  compareEnvironments({ environment: ENVIRONMENT, before: stacksWith(before), after: stacksWith(after) });

/** `destroy 2`, for each change of the own block, sorted. */
const actionsOf = (before: Parts, after: Parts): string[] =>
  changesOf(before, after)
    .resources.filter(({ address, action }) => address.endsWith(".own") && action !== "none")
    .map(({ action, instances }) => `${action} ${instances ?? "?"}`)
    .sort();

const editsOf = (before: Parts, after: Parts) =>
  changesOf(before, after)
    .resources.filter(({ address }) => address.endsWith(".own"))
    .flatMap(({ edits }) =>
      edits.map((edit) => `${edit.path}: ${String(edit.before)} → ${String(edit.after)}`),
    );

const group = (values: object): object => ({ name: "/own", retention_in_days: 30, ...values });
const variable = (name: string, value: unknown, more: object = {}) => ({
  variable: { [name]: { default: value, ...more } },
});

/** Each pair of a `count` or `for_each`, and the actions on the objects. */
const REPEATED: readonly (readonly [
  name: string,
  before: Parts,
  after: Parts,
  actions: readonly string[],
])[] = [
  ["a count that falls", { block: group({ count: 3 }) }, { block: group({ count: 1 }) }, ["destroy 2"]],
  ["a count of 0 in place of none", { block: group({}) }, { block: group({ count: 0 }) }, ["destroy 1"]],
  ["a count as text", { block: group({ count: "2" }) }, { block: group({ count: "4" }) }, ["add 2"]],
  ["a large count", { block: group({ count: 150 }) }, { block: group({ count: 148 }) }, ["destroy 2"]],
  [
    "a count by a number variable",
    { block: group({ count: "${var.many}" }), ...variable("many", 3, { type: "number" }) },
    { block: group({ count: "${var.many}" }), ...variable("many", 1, { type: "number" }) },
    ["destroy 2"],
  ],
  [
    "a count by a boolean variable, the other way round",
    { block: group({ count: "${var.off ? 0 : 1}" }), ...variable("off", false, { type: "bool" }) },
    { block: group({ count: "${var.off ? 0 : 1}" }), ...variable("off", true, { type: "bool" }) },
    ["destroy 1"],
  ],
  [
    "a count that compares a text",
    { block: group({ count: '${var.stage == "prod" ? 2 : 0}' }), ...variable("stage", "prod") },
    { block: group({ count: '${var.stage == "prod" ? 2 : 0}' }), ...variable("stage", "test") },
    ["destroy 2"],
  ],
  [
    "a count of a length of a local",
    { block: group({ count: "${length(local.names)}" }), locals: { names: ["a", "b", "c"] } },
    { block: group({ count: "${length(local.names)}" }), locals: { names: ["a"] } },
    ["destroy 2"],
  ],
  [
    "a count of a local of a variable",
    { block: group({ count: "${local.on ? 1 : 0}" }), locals: { on: "${var.on}" }, ...variable("on", true) },
    { block: group({ count: "${local.on ? 1 : 0}" }), locals: { on: "${var.on}" }, ...variable("on", false) },
    ["destroy 1"],
  ],
  [
    "a count that only a plan knows",
    { block: group({ count: 1 }) },
    { block: group({ count: "${length(data.aws_subnets.all.ids)}" }) },
    ["unknown ?"],
  ],
  [
    "a count of a variable without a default",
    { block: group({ count: "${var.many}" }), variable: { many: { type: "number" } } },
    { block: group({ count: "${var.many + 1}" }), variable: { many: { type: "number" } } },
    ["unknown ?"],
  ],
  [
    "a count of a local that only a plan knows, which changes",
    { block: group({ count: "${local.many}" }), locals: { many: "${length(data.aws_subnets.all.ids)}" } },
    { block: group({ count: "${local.many}" }), locals: { many: "${length(data.aws_subnets.other.ids)}" } },
    ["unknown ?"],
  ],
  [
    "a for_each whose keys move on by one",
    { block: group({ for_each: { a: 1, b: 1 } }) },
    { block: group({ for_each: { b: 1, c: 1 } }) },
    ["add 1", "destroy 1"],
  ],
  [
    "a set with another item",
    { block: group({ for_each: '${toset(["a", "b"])}' }) },
    { block: group({ for_each: '${toset(["a", "c"])}' }) },
    ["add 1", "destroy 1"],
  ],
  [
    "a set in another order, with an item twice",
    { block: group({ for_each: '${toset(["a", "b"])}' }) },
    { block: group({ for_each: '${toset(["b", "a", "b"])}' }) },
    [],
  ],
  [
    "a set of a variable",
    { block: group({ for_each: "${toset(var.names)}" }), ...variable("names", ["a", "b"]) },
    { block: group({ for_each: "${toset(var.names)}" }), ...variable("names", []) },
    ["destroy 2"],
  ],
  [
    "a map of a variable",
    { block: group({ for_each: "${var.names}" }), ...variable("names", { a: {}, b: {} }) },
    { block: group({ for_each: "${var.names}" }), ...variable("names", { a: {} }) },
    ["destroy 1"],
  ],
  [
    "a conditional map",
    { block: group({ for_each: '${var.on ? toset(["a", "b"]) : toset([])}' }), ...variable("on", true) },
    { block: group({ for_each: '${var.on ? toset(["a", "b"]) : toset([])}' }), ...variable("on", false) },
    ["destroy 2"],
  ],
  [
    "a set of a for expression of a local",
    { block: group({ for_each: "${toset([for n in local.names : n])}" }), locals: { names: ["a", "b"] } },
    { block: group({ for_each: "${toset([for n in local.names : n])}" }), locals: { names: ["b"] } },
    ["destroy 1"],
  ],
  [
    "a for expression of an object",
    { block: group({ for_each: "${{for n in local.names : n => n}}" }), locals: { names: ["a", "b"] } },
    { block: group({ for_each: "${{for n in local.names : n => n}}" }), locals: { names: ["b"] } },
    ["destroy 1"],
  ],
  [
    "a set of what only a plan knows",
    { block: group({ for_each: '${toset(["a"])}' }) },
    { block: group({ for_each: "${toset(data.aws_subnets.all.ids)}" }) },
    ["unknown ?"],
  ],
  [
    "a count in place of a for_each",
    { block: group({ for_each: { a: 1, b: 1 } }) },
    { block: group({ count: 2 }) },
    ["add 2", "destroy 2"],
  ],
  [
    "a value of one key",
    { block: group({ retention_in_days: "${each.value}", for_each: { a: 30, b: 30, c: 30 } }) },
    { block: group({ retention_in_days: "${each.value}", for_each: { a: 30, b: 7, c: 30 } }) },
    ["change 1"],
  ],
  [
    "a value that forces the replacement of one object, and one key less",
    { block: group({ name: "${each.value}", for_each: { a: "/a", b: "/b", c: "/c" } }) },
    { block: group({ name: "${each.value}", for_each: { a: "/a", b: "/other" } }) },
    ["destroy 1", "replace 1"],
  ],
  [
    "values of which one is replaced and another is changed in place",
    {
      block: group({
        name: "${each.value.name}",
        retention_in_days: "${each.value.days}",
        for_each: { a: { name: "/a", days: 30 }, b: { name: "/b", days: 30 } },
      }),
    },
    {
      block: group({
        name: "${each.value.name}",
        retention_in_days: "${each.value.days}",
        for_each: { a: { name: "/other", days: 30 }, b: { name: "/b", days: 7 } },
      }),
    },
    ["change 1", "replace 1"],
  ],
  [
    "a moved key",
    { block: group({ for_each: { a: 1, b: 1 } }) },
    {
      block: group({ for_each: { a: 1, c: 1 } }),
      moved: [{ from: 'aws_cloudwatch_log_group.own["b"]', to: 'aws_cloudwatch_log_group.own["c"]' }],
    },
    [],
  ],
];

test.each(REPEATED)("%s", (_, before, after, actions) => {
  expect(actionsOf(before, after)).toEqual(actions);
});

/** Arguments by a variable or a local, and the edits with their values. */
const NAMED: readonly (readonly [name: string, before: Parts, after: Parts, edits: readonly string[]])[] = [
  [
    "the default of a variable",
    { block: group({ retention_in_days: "${var.days}" }), ...variable("days", 30) },
    { block: group({ retention_in_days: "${var.days}" }), ...variable("days", 7) },
    ["retention_in_days: 30 → 7"],
  ],
  [
    "a literal in place of a variable with the same default",
    { block: group({ retention_in_days: "${var.days}" }), ...variable("days", 30) },
    { block: group({}), ...variable("days", 30) },
    [],
  ],
  [
    "a description of a variable",
    { block: group({ retention_in_days: "${var.days}" }), ...variable("days", 30, { description: "a" }) },
    { block: group({ retention_in_days: "${var.days}" }), ...variable("days", 30, { description: "b" }) },
    [],
  ],
  [
    "a local in a text",
    { block: group({ name: "/own/${local.stage}" }), locals: { stage: "a" } },
    { block: group({ name: "/own/${local.stage}" }), locals: { stage: "b" } },
    ["name: /own/a → /own/b"],
  ],
  [
    "a conditional of a variable",
    { block: group({ retention_in_days: "${var.short ? 7 : 30}" }), ...variable("short", false) },
    { block: group({ retention_in_days: "${var.short ? 7 : 30}" }), ...variable("short", true) },
    ["retention_in_days: 30 → 7"],
  ],
  [
    "the default of a sensitive variable, whose value is not written out",
    { block: group({ name: "${var.name}" }), ...variable("name", "/one", { sensitive: true }) },
    { block: group({ name: "${var.name}" }), ...variable("name", "/two", { sensitive: true }) },
    [],
  ],
];

test.each(NAMED)("%s", (_, before, after, edits) => {
  expect(editsOf(before, after)).toEqual(edits);
});

test("a sensitive variable still changes what refers to it", () => {
  const by = (value: string): Parts => ({
    block: group({ name: "${var.name}" }),
    ...variable("name", value, { sensitive: true }),
  });
  expect(actionsOf(by("/one"), by("/two"))).toEqual(["replace 1"]);
});

test("a variable with another description changes nothing that refers to it", () => {
  const by = (description: string): Parts => ({
    block: group({ name: "${var.name}" }),
    variable: { name: { description, sensitive: true, default: "/one" } },
  });
  expect(actionsOf(by("a"), by("b"))).toEqual([]);
});
