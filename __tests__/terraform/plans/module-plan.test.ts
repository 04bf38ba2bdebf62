import { type Json, type JsonObject } from "../../../src/terraform/stack-json";
import { type ModulePlan, readModulePlan } from "../../../src/terraform/plans/module-plan";

const TYPE = "aws_vpc_security_group_ingress_rule";

/** A planned instance of a rule. */
interface Planned {
  readonly address: string;
  readonly index?: string;
  readonly values: JsonObject;
}

const planOf = (name: string, configured: JsonObject, planned: readonly Planned[]): JsonObject => ({
  format_version: "1.2",
  complete: true,
  configuration: {
    root_module: {
      resources: [
        {
          address: `${TYPE}.${name}`,
          mode: "managed",
          type: TYPE,
          name,
          provider_config_key: "aws",
          ...configured,
        },
      ],
    },
  },
  planned_values: {
    root_module: { resources: planned.map(({ address }) => ({ address, mode: "managed" })) },
  },
  resource_changes: planned.map(({ address, index, values }) => ({
    address,
    mode: "managed",
    type: TYPE,
    name,
    ...(index === undefined ? {} : { index }),
    change: { actions: ["create"], before: null, after: values, after_unknown: {} },
  })),
});

const resource = (name: string, body: JsonObject): JsonObject => ({ resource: { [TYPE]: { [name]: body } } });

const addresses = ({ comparison }: ModulePlan): string[] =>
  comparison.differences.map(({ address }) => address);

describe("instances of a map", () => {
  const body = { for_each: "${var.rules}", cidr_ipv4: "${each.value}" };
  const configured = {
    for_each_expression: { references: ["var.rules"] },
    expressions: { cidr_ipv4: { references: ["each.value"] } },
  };
  const read = (planned: readonly Planned[], instances: readonly string[]): ModulePlan =>
    readModulePlan(planOf("extra", configured, planned), "network", {
      written: resource("extra", body),
      json: {
        resource: {
          [TYPE]: Object.fromEntries(instances.map((key) => [`extra_${key}`, { cidr_ipv4: "10.0.0.0/8" }])),
        },
      },
      instances: new Map(instances.map((key) => [`${TYPE}.extra_${key}`, `${TYPE}.extra["${key}"]`])),
    });
  const planned = (key: string): Planned => ({
    address: `${TYPE}.extra["${key}"]`,
    index: key,
    values: { cidr_ipv4: "10.0.0.0/8" },
  });
  const named = (instance: string) => expect.stringContaining(instance) as string;

  test("that both sides have are no difference", () => {
    expect(addresses(read([planned("a")], ["a"])).filter((each) => each.includes("["))).toEqual([]);
  });

  test("that only the plan has are errors, also where the map is empty", () => {
    expect(addresses(read([planned("a"), planned("evil")], ["a"]))).toContainEqual(named('extra["evil"]'));
    expect(addresses(read([planned("evil")], []))).toContainEqual(named('extra["evil"]'));
  });
});

describe("items of a list", () => {
  const items = (...values: readonly Json[]): Json => values;
  /** The items that checks read, from two texts and planned values of one instance. */
  const readItems = (texts: Json, values: Json): unknown => {
    const block = { prefix_lists: texts };
    const plan = planOf("one", { expressions: { prefix_lists: { references: ["var.a", "var.b"] } } }, [
      { address: `${TYPE}.one`, values: { prefix_lists: values } },
    ]);
    const { json } = readModulePlan(plan, "network", {
      written: resource("one", block),
      json: resource("one", block),
      instances: new Map(),
    });
    const { resource: found } = json.withReadCallback(() => undefined) as {
      readonly resource: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
    };
    return found[TYPE]?.["one"]?.["prefix_lists"];
  };
  const texts = items({ port: 80, range: "${var.a}" }, { port: 80, range: "${var.b}" });

  test("are those of the texts, where each text gives one of them", () => {
    const both = items({ port: 80, range: "10.0.0.0/8" }, { port: 80, range: "10.1.0.0/16" });
    expect(readItems(texts, both)).toEqual(texts);
  });

  test("are the planned ones, where one of them comes from no text", () => {
    const other = items({ port: 80, range: "10.0.0.0/8" }, { port: 22, range: "0.0.0.0/0" });
    expect(readItems(texts, other)).toEqual(other);
  });
});
