import { Causes } from "../../src/review/causes";
import { type EnvironmentRecord, type SettingRecord } from "../../src/synthesized/environment-record";

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

const between = (before: readonly SettingRecord[], after: readonly SettingRecord[]): Causes =>
  new Causes(record(before), record(after));

test("values of a list's items go by their names: one put before them changes none", () => {
  const { changes } = between(model(0, "api", 80), [...model(0, "new", 90), ...model(1, "api", 80)]);
  expect(changes.map(({ path }) => path)).toEqual(["models[new].name", "models[new].port"]);
});

test("the only value that changed is the cause of everything", () => {
  const causes = between(model(0, "api", 80), model(0, "api", 90));
  expect(causes.of("network", "aws_vpc.main")).toEqual({
    path: "models[api].port",
    before: 80,
    after: 90,
    at: "a.yaml:20:5",
  });
});

test("of several, the one in the part of the file that shapes the resource is its cause", () => {
  const causes = between(
    [...model(0, "api", 80), cidr("10.0.0.0/8")],
    [...model(0, "api", 90), cidr("10.1.0.0/16")],
  );
  expect(causes.of("models", "kubernetes_deployment_v1.api")?.path).toBe("models[api].port");
  expect(causes.of("cluster", "aws_eks_cluster.main")?.path).toBe("cluster.apiAccess.cidrs");
});

test("of several, the one whose value the resource holds is its cause", () => {
  const causes = between(
    [...model(0, "api", 80), cidr("10.0.0.0/8")],
    [...model(0, "api", 90), cidr("10.1.0.0/16")],
  );
  const rule = (config: Record<string, string | number>) =>
    causes.of("network", "aws_vpc_security_group_ingress_rule.x", [config])?.path;
  expect(rule({ from_port: 90 })).toBe("models[api].port");
  expect(rule({ cidr_ipv4: "10.0.0.0/8" })).toBe("cluster.apiAccess.cidrs");
  expect(rule({ from_port: 443 })).toBeUndefined();
  expect(rule({ from_port: 90, cidr_ipv4: "10.0.0.0/8" })).toBeUndefined();
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
  expect(causes.of("models", "kubernetes_deployment_v1.api")).toBeUndefined();
});
