import { possiblePlans } from "../../src/terraform/possible-plans";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";

const planOf = (json: JsonObject): EnvironmentPlan =>
  new EnvironmentPlan("shop", [{ layer: "network", stack: new StackJson("shop-network", json) }]);

/** Addresses in each world. */
const worlds = (json: JsonObject): string[][] =>
  possiblePlans(planOf(json)).map((world) => world.all.map(({ address }) => address));

const rules = (configs: Record<string, JsonObject>, more: JsonObject = {}): JsonObject => ({
  resource: { aws_x: { always: {}, ...configs } },
  ...more,
});
const variables = (declared: Record<string, JsonObject>): JsonObject => ({ variable: declared });
const BOOL = { type: "bool" };

test("a plan without count and for_each is its only world, and is not built again", () => {
  const plan = planOf(rules({}));
  expect(possiblePlans(plan)).toEqual([plan]);
  expect(possiblePlans(plan)[0]).toBe(plan);
});

test("a plan of which all blocks certainly exist is its only world", () => {
  const plan = planOf(rules({ a: { count: 1 }, b: { for_each: '${toset(["x"])}' } }));
  expect(possiblePlans(plan)[0]).toBe(plan);
});

test("a block with count = 0 is in no world", () => {
  expect(worlds(rules({ a: { count: 0 }, b: { for_each: {} } }))).toEqual([["aws_x.always"]]);
});

test.each([BOOL, { ...BOOL, default: false }, { ...BOOL, default: true }, { default: true }])(
  "a boolean variable %j has a world with all blocks, and one for each of its values",
  (declared) => {
    const json = rules(
      { a: { count: "${var.on ? 1 : 0}" }, b: { count: "${var.on ? 0 : 1}" } },
      variables({ on: declared }),
    );
    expect(worlds(json)).toEqual([
      ["aws_x.always", "aws_x.a", "aws_x.b"],
      ["aws_x.always", "aws_x.a"],
      ["aws_x.always", "aws_x.b"],
    ]);
  },
);

test("two boolean variables have a world for each pair of values that differs", () => {
  const json = rules(
    { a: { count: "${var.one ? 1 : 0}" }, b: { count: "${var.one && !var.other ? 1 : 0}" } },
    variables({ one: BOOL, other: BOOL }),
  );
  expect(worlds(json)).toEqual([
    ["aws_x.always", "aws_x.a", "aws_x.b"],
    ["aws_x.always", "aws_x.a"],
    ["aws_x.always"],
  ]);
});

test("a boolean variable counts where another one hides it by its default value", () => {
  const json = rules(
    { a: { count: "${var.one ? (var.other ? 1 : 0) : 0}" } },
    variables({ one: { ...BOOL, default: false }, other: { ...BOOL, default: true } }),
  );
  expect(worlds(json)).toContainEqual(["aws_x.always"]);
  const always = rules(
    { a: { count: "${var.one ? 1 : (var.other ? 1 : 0)}" } },
    variables({ one: { ...BOOL, default: true }, other: BOOL }),
  );
  expect(worlds(always)).toContainEqual(["aws_x.always"]);
});

test("with many boolean variables, there is a world with all of their blocks and one with none", () => {
  const names = ["a", "b", "c", "d", "e"];
  const json = rules(
    Object.fromEntries(names.map((name) => [name, { count: `\${var.${name} ? 0 : 1}` }])),
    variables(Object.fromEntries(names.map((name) => [name, { ...BOOL, default: true }]))),
  );
  expect(worlds(json)).toEqual([["aws_x.always", ...names.map((name) => `aws_x.${name}`)], ["aws_x.always"]]);
});

test.each([
  ["${length(aws_y.z.ids)}", {}],
  ["${var.n}", { n: { type: "number" } }],
  ["${var.n}", { n: { type: "number", default: 0 } }],
])("a block with count = %s may exist or not", (count, declared) => {
  expect(worlds(rules({ a: { count } }, variables(declared)))).toEqual([
    ["aws_x.always", "aws_x.a"],
    ["aws_x.always"],
  ]);
});

test("a block exists where the default of a number, text or map says so", () => {
  const json = rules(
    { a: { for_each: "${var.ranges}" } },
    variables({ ranges: { type: "map(string)", default: { a: "x" } } }),
  );
  expect(worlds(json)).toEqual([["aws_x.always", "aws_x.a"]]);
});

test("a data source that is not evaluated stays: it opens and protects nothing", () => {
  const json = {
    resource: { aws_x: { always: {} } },
    data: { aws_y: { a: { for_each: "${aws_x.always.ids}" } } },
  };
  expect(worlds(json)).toEqual([["aws_x.always", "data.aws_y.a"]]);
});

test("a data source with count = 0 is in no world", () => {
  const json = { resource: { aws_x: { always: {} } }, data: { aws_y: { a: { count: 0 } } } };
  expect(worlds(json)).toEqual([["aws_x.always"]]);
});

test("a plan of Terraform has only the blocks that exist, so it is its only world", () => {
  const json = rules(
    { a: { count: "${var.on ? 1 : 0}" } },
    { ...variables({ on: BOOL }), "//": { planned: true } },
  );
  expect(worlds(json)).toEqual([["aws_x.always", "aws_x.a"]]);
});

test("other layers of a world are those of the plan", () => {
  const cluster = new StackJson("shop-cluster", rules({}));
  const plan = new EnvironmentPlan("shop", [
    { layer: "network", stack: new StackJson("shop-network", rules({ a: { count: 0 } })) },
    { layer: "cluster", stack: cluster },
  ]);
  expect(possiblePlans(plan)[0]?.stack("cluster")).toBe(cluster);
});

const withoutRepetition = (config: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(config).filter(([key]) => key !== "count" && key !== "for_each"));

describe("instances of a literal collection", () => {
  const instances = (config: JsonObject): Record<string, JsonObject> =>
    Object.fromEntries(
      (possiblePlans(planOf(rules({ a: config }, variables({ open: {} }))))[0]?.resources("aws_x") ?? [])
        .filter(({ name }) => name !== "always")
        .map(({ address, config }) => [address, withoutRepetition(config)]),
    );

  test.each<[string, JsonObject, Record<string, JsonObject>]>([
    [
      "each.value and each.key of a map",
      { for_each: { a: "10.0.0.0/8", b: "0.0.0.0/0" }, cidr: "${each.value}", name: "of-${each.key}" },
      {
        'aws_x.a["a"]': { cidr: "10.0.0.0/8", name: "of-a" },
        'aws_x.a["b"]': { cidr: "0.0.0.0/0", name: "of-b" },
      },
    ],
    [
      "attributes of each.value",
      { for_each: { a: { port: 22 } }, from: "${each.value.port}", to: '${each.value["port"]}' },
      { 'aws_x.a["a"]': { from: 22, to: 22 } },
    ],
    [
      "each.key of a set",
      { for_each: '${toset(["x"])}', nested: [{ cidr: "${each.key}" }] },
      { 'aws_x.a["x"]': { nested: [{ cidr: "x" }] } },
    ],
    [
      "each.key as the index of another block",
      { for_each: { a: "x" }, group: "${aws_y.z[each.key].id}", plain: "${aws_y.z[each.value][0].id}" },
      { 'aws_x.a["a"]': { group: '${aws_y.z["a"].id}', plain: '${aws_y.z["x"][0].id}' } },
    ],
    [
      "an argument that computes something from them",
      { for_each: { a: "x" }, name: "${upper(each.key)}-${length(each.value)}" },
      { 'aws_x.a["a"]': { name: "A-1" } },
    ],
    [
      "what is left of an argument that also reads something else",
      {
        for_each: { a: "x" },
        name: '${each.key}-${aws_y.z.id}-${each.value == "x" ? aws_y.z.id : 1}',
        list: "${[each.key, var.open]}",
      },
      { 'aws_x.a["a"]': { name: "a-${aws_y.z.id}-${aws_y.z.id}", list: ["a", "${var.open}"] } },
    ],
    [
      "an argument that Terraform refuses, or that reads no name of the instance, as it is written",
      { for_each: { a: "x" }, key: "${each.key}", bad: "${each.value + 1}", other: "${max(1,2)}" },
      { 'aws_x.a["a"]': { key: "a", bad: "${each.value + 1}", other: "${max(1,2)}" } },
    ],
    ["count.index", { count: 2, n: "${count.index}" }, { "aws_x.a[0]": { n: 0 }, "aws_x.a[1]": { n: 1 } }],
  ])("%s", (_, config, expected) => expect(instances(config)).toEqual(expected));

  test("are found by the address of their block, in the plan and in the stack", () => {
    const [world] = possiblePlans(planOf(rules({ a: { count: 2, n: "${count.index}" } })));
    expect(world?.find("network", "aws_x.a")?.address).toBe("aws_x.a[0]");
    expect(world?.stack("network")?.find("aws_x.a")?.address).toBe("aws_x.a[0]");
  });

  test("are not made where no argument reads a name of the instance", () => {
    expect(instances({ for_each: { a: "x" }, name: '${upper("each.key")}' })).toEqual({
      "aws_x.a": { name: '${upper("each.key")}' },
    });
  });

  test("keep text of values that looks like an expression as text", () => {
    expect(instances({ for_each: { a: "$${x}" }, name: "${each.value}" })).toEqual({
      'aws_x.a["a"]': { name: "$${x}" },
    });
  });

  test.each(['${aws_x.a["b"].id}', '${aws_x.a["c"].id}', "${aws_x.a.id}"])(
    "%s refers to a block",
    (value) => {
      const [world] = possiblePlans(
        planOf(rules({ a: { for_each: { a: "1", b: "2" }, n: "${each.value}" } })),
      );
      const expected = value.includes('"b"') ? "2" : "1";
      expect(world?.target({ layer: "network", value })?.config["n"]).toBe(expected);
    },
  );
});

test.each(["${aws_x.a[0].id}", "${aws_x.a[count.index].id}", "${one(aws_x.a[*].id)}"])(
  "%s refers to a block with count",
  (value) => {
    expect(planOf(rules({ a: { count: 1 } })).target({ layer: "network", value })?.address).toBe("aws_x.a");
  },
);

describe("a load balancer that a variable turns on and off", () => {
  const SWITCHED = "${var.on ? 1 : 0}";
  const stack = (listener: JsonObject, count = SWITCHED): JsonObject => ({
    resource: { aws_lb: { a: { count } }, aws_lb_listener: { a: listener } },
    ...variables({ on: BOOL }),
  });

  test("is judged as it is on, with what belongs to it", () => {
    expect(worlds(stack({ count: SWITCHED }))).toEqual([["aws_lb.a", "aws_lb_listener.a"]]);
  });

  test.each(["${var.on ? 0 : 1}", 0])("a listener with the count %j does not belong to it", (count) => {
    expect(worlds(stack({ count }))).toContainEqual(["aws_lb.a"]);
  });

  test("with count = 0 is in no world", () => {
    expect(worlds(stack({ count: 0 }, "0"))).toEqual([[]]);
  });
});
