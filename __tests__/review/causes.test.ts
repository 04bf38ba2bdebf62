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

/** A resource that is there on both sides. */
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

test("values of a list's items go by their names: one put before them changes none", () => {
  const { changes } = between(model(0, "api", 80), [...model(0, "new", 90), ...model(1, "api", 80)]);
  expect(changes.map(({ path }) => path)).toEqual(["models[new].name", "models[new].port"]);
});

test("the only value that changed is the cause of everything, whatever is waived besides", () => {
  const waiver = setting(["waivers", 0, "check"], "some-check", "a.yaml:90:5");
  const causes = between(model(0, "api", 80), [...model(0, "api", 90), waiver]);
  expect(causes.ofChange(change("network", "aws_vpc.main", "x", "y"))).toEqual({
    path: "models[api].port",
    before: 80,
    after: 90,
    at: "a.yaml:20:5",
  });
  expect(causes.ofFinding("network", "aws_vpc.main", "found")).toBeUndefined();
});

test("of several, the one whose values are those of the edit is its cause", () => {
  const causes = between(
    [...model(0, "api", 80), cidr("10.0.0.0/8")],
    [...model(0, "api", 90), cidr("10.1.0.0/16")],
  );
  const path = (...args: Parameters<typeof change>) => causes.ofChange(change(...args))?.path;
  expect(path("models", "kubernetes_deployment_v1.api", 80, 90)).toBe("models[api].port");
  expect(path("cluster", "aws_eks_cluster.main", ["10.0.0.0/8"], ["10.1.0.0/16"])).toBe(
    "cluster.apiAccess.cidrs",
  );
  expect(path("models", "kubernetes_deployment_v1.api", 80, 70)).toBeUndefined();
  expect(path("models", "kubernetes_deployment_v1.api", 443, 8443)).toBeUndefined();
});

test("of several with the same values, the one of the resource's own part is its cause", () => {
  const causes = between(
    [...model(0, "api", 80), ...model(1, "web", 80)],
    [...model(0, "api", 90), ...model(1, "web", 90)],
  );
  const path = (address: string) => causes.ofChange(change("models", address, 80, 90))?.path;
  expect(path("kubernetes_deployment_v1.api")).toBe("models[api].port");
  expect(path("kubernetes_deployment_v1.web")).toBe("models[web].port");
  expect(path("kubernetes_resource_quota_v1.models")).toBeUndefined();
});

test("a number of another part of the file is no cause", () => {
  const causes = between(
    [...model(0, "api", 80), ...model(1, "web", 70)],
    [...model(0, "api", 90), ...model(1, "web", 60)],
  );
  expect(causes.ofChange(change("models", "kubernetes_deployment_v1.api", 70, 60))).toBeUndefined();
});

test("of several, a finding has a cause only where what it is about comes or goes", () => {
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
  expect(path("network", rule(90), "found")).toBe("models[api].port");
  expect(path("network", rule(90), "gone")).toBeUndefined();
  expect(path("network", rule(80), "gone")).toBe("models[api].port");
  expect(path("network", rule(80), "found")).toBeUndefined();
  expect(path("models", edited.address, "found")).toBeUndefined();
  expect(path("network", undefined, "found")).toBeUndefined();
});

test("a value that nobody wrote on either side is a default that changed", () => {
  const days = (value: number, at?: string) => setting(["cluster", "logRetentionDays"], value, at);
  expect(between([days(30)], [days(90)]).defaults.map(({ path }) => path)).toEqual([
    "cluster.logRetentionDays",
  ]);
  expect(between([days(30)], [days(90, "a.yaml:3:3")]).defaults).toEqual([]);
  expect(between([days(30, "a.yaml:3:3")], [days(90)]).defaults).toEqual([]);
});

test("a value that moved to another line is no change", () => {
  const { changes, isKnown } = between(
    [cidr("10.0.0.0/8")],
    [setting(["cluster", "apiAccess", "cidrs"], ["10.0.0.0/8"], "a.yaml:9:3")],
  );
  expect(changes).toEqual([]);
  expect(isKnown).toBe(true);
});

test("where a side does not say what it was made of, nothing is known", () => {
  const causes = between([], model(0, "api", 80));
  expect(causes.isKnown).toBe(false);
  expect(causes.ofChange(change("models", "kubernetes_deployment_v1.api", 80, 90))).toBeUndefined();
});
