import { type Layer } from "../../src/core/layers";
import { Causes } from "../../src/review/causes";
import { type ResourceChange } from "../../src/review/change";
import { type EnvironmentRecord, type SettingRecord } from "../../src/terraform-json/environment-record";
import { type Json } from "../../src/terraform-json/stack-json";

const record = (settings: readonly SettingRecord[]): EnvironmentRecord => ({ waivers: [], settings });

const setting = (path: SettingRecord["path"], value: SettingRecord["value"], at?: string): SettingRecord => ({
  path,
  value,
  ...(at === undefined ? {} : { at }),
});

const model = (index: number, name: string, port: number): SettingRecord[] => [
  setting(["models", index, "name"], name, `a.yaml:${10 + index}:5`),
  setting(["models", index, "port"], port, `a.yaml:${20 + index}:5`),
];

const cidr = (value: string) => setting(["cluster", "apiAccess", "cidrs"], [value], "a.yaml:5:3");

/** A resource that exists on both sides. */
const change = (layer: Layer, address: string, before: Json, after: Json): ResourceChange => ({
  environment: "a",
  layer,
  address,
  type: address.split(".")[0] ?? "",
  before: {},
  after: {},
  action: "change",
  instances: 1,
  edits: [{ path: "x", argument: "x", difference: "changed", before, after }],
  reasons: [],
  notes: [],
});

const onOneSide = (address: string, side: Pick<ResourceChange, "before" | "after">): ResourceChange => {
  const { environment, layer, type, action, instances, reasons, notes } = change("network", address, 1, 2);
  return { environment, layer, address, type, action, instances, edits: [], reasons, notes, ...side };
};

const between = (
  before: readonly SettingRecord[],
  after: readonly SettingRecord[],
  ...changed: readonly ResourceChange[]
): Causes => new Causes(record(before), record(after), { resources: changed, others: [], abandoned: [] });

test("an item inserted into a list changes no value of the items after it", () => {
  const { changes } = between(model(0, "api", 80), [...model(0, "new", 90), ...model(1, "api", 80)]);
  expect(changes.map(({ path }) => path)).toEqual(["models[new].name", "models[new].port"]);
});

describe("the only changed value, apart from waivers,", () => {
  const waiver = setting(["waivers", 0, "check"], "some-check", "a.yaml:90:5");
  const causes = between(model(0, "api", 80), [...model(0, "api", 90), waiver]);

  test("causes every change", () => {
    expect(causes.ofChange(change("network", "aws_vpc.main", "x", "y"))).toEqual({
      path: "models[api].port",
      before: 80,
      after: 90,
      at: "a.yaml:20:5",
    });
  });

  test("causes no finding, because a waiver can", () => {
    expect(causes.ofFinding("network", "aws_vpc.main", "found")).toBeUndefined();
  });
});

describe("of several changed values", () => {
  const causes = between(
    [...model(0, "api", 80), cidr("10.0.0.0/8")],
    [...model(0, "api", 90), cidr("10.1.0.0/16")],
  );
  const path = (...args: Parameters<typeof change>) => causes.ofChange(change(...args))?.path;

  test("the one with the values of the edit is the cause", () => {
    expect(path("models", "kubernetes_deployment_v1.api", 80, 90)).toBe("models[api].port");
    expect(path("cluster", "aws_eks_cluster.main", ["10.0.0.0/8"], ["10.1.0.0/16"])).toBe(
      "cluster.apiAccess.cidrs",
    );
  });

  test("none is the cause of an edit with other values", () => {
    expect(path("models", "kubernetes_deployment_v1.api", 80, 70)).toBeUndefined();
    expect(path("models", "kubernetes_deployment_v1.api", 443, 8443)).toBeUndefined();
  });
});

describe("of several changed values that are equal", () => {
  const causes = between(
    [...model(0, "api", 80), ...model(1, "web", 80)],
    [...model(0, "api", 90), ...model(1, "web", 90)],
  );
  const path = (address: string) => causes.ofChange(change("models", address, 80, 90))?.path;

  test("the one in the resource's own part of the file is the cause", () => {
    expect(path("kubernetes_deployment_v1.api")).toBe("models[api].port");
    expect(path("kubernetes_deployment_v1.web")).toBe("models[web].port");
  });

  test("none is the cause for a resource of another part", () => {
    expect(path("kubernetes_resource_quota_v1.models")).toBeUndefined();
  });
});

test("a number from another part of the file is no cause", () => {
  const causes = between(
    [...model(0, "api", 80), ...model(1, "web", 70)],
    [...model(0, "api", 90), ...model(1, "web", 60)],
  );
  expect(causes.ofChange(change("models", "kubernetes_deployment_v1.api", 70, 60))).toBeUndefined();
});

describe("the cause of a finding, of several changed values", () => {
  const [was, is] = [
    [...model(0, "api", 80), cidr("10.0.0.0/8")],
    [...model(0, "api", 90), cidr("10.1.0.0/16")],
  ];
  const rule = (port: number) => `aws_vpc_security_group_ingress_rule.nodes_from_alb_${port}`;
  const added = onOneSide(rule(90), { after: { from_port: 90 } });
  const gone = onOneSide(rule(80), { before: { from_port: 80 } });
  const edited = change("models", "kubernetes_deployment_v1.api", 80, 90);
  const causes = between(was, is, added, gone, edited);
  const path = (...args: Parameters<typeof causes.ofFinding>) => causes.ofFinding(...args)?.path;

  test("is that of the created resource for a new finding", () => {
    expect(path("network", rule(90), "found")).toBe("models[api].port");
  });

  test("is that of the destroyed resource for a resolved finding", () => {
    expect(path("network", rule(80), "gone")).toBe("models[api].port");
  });

  test("is unknown for a resolved finding of a created resource, and a new one of a destroyed resource", () => {
    expect(path("network", rule(90), "gone")).toBeUndefined();
    expect(path("network", rule(80), "found")).toBeUndefined();
  });

  test("is unknown for an edited resource", () => {
    expect(path("models", edited.address, "found")).toBeUndefined();
  });

  test("is unknown without an address", () => {
    expect(path("network", undefined, "found")).toBeUndefined();
  });
});

describe("a changed default", () => {
  const days = (value: number, at?: string) => setting(["cluster", "logRetentionDays"], value, at);

  test("is a changed value that the file sets on no side", () => {
    const { defaults } = between([days(30)], [days(90)]);
    expect(defaults.map(({ path }) => path)).toEqual(["cluster.logRetentionDays"]);
  });

  test.each([
    ["after", [days(30)], [days(90, "a.yaml:3:3")]],
    ["before", [days(30, "a.yaml:3:3")], [days(90)]],
  ])("is not a value that the file sets %s", (_side, before, after) => {
    expect(between(before, after).defaults).toEqual([]);
  });
});

test("a value on another line is unchanged", () => {
  const { changes, isKnown } = between(
    [cidr("10.0.0.0/8")],
    [setting(["cluster", "apiAccess", "cidrs"], ["10.0.0.0/8"], "a.yaml:9:3")],
  );
  expect(changes).toEqual([]);
  expect(isKnown).toBe(true);
});

test("without a record of the values on one side, no change has a cause", () => {
  const causes = between([], model(0, "api", 80));
  expect(causes.isKnown).toBe(false);
  expect(causes.ofChange(change("models", "kubernetes_deployment_v1.api", 80, 90))).toBeUndefined();
});
