import fc from "fast-check";
import { probesOf } from "../../../dev/judged/probes";
import { leavesOf } from "../../../src/infrastructure/text-not-judged";
import { type JsonObject } from "../../../src/terraform/stack-json";

const CONFIG = {
  name: "a",
  open: false,
  rule: [{ port: 443, cidr: "10.0.0.0/16" }],
  policy: JSON.stringify({ Version: "1", Statement: [{ Action: ["a:B"], Principal: { AWS: "x" } }] }),
};

const textsOf = (config: JsonObject, path: string): unknown[] =>
  leavesOf(config)
    .filter((leaf) => leaf.path === path)
    .map(({ value }) => value);

test("each argument is removed and weakened, also inside of lists and of JSON", () => {
  const probes = probesOf(CONFIG, new Map());
  expect([...new Set(probes.map(({ path }) => path))]).toEqual([
    "name",
    "open",
    "rule.port",
    "rule.cidr",
    "policy.Version",
    "policy.Statement.Action",
    "policy.Statement.Principal",
  ]);
  const valuesAt = (path: string) =>
    probes.filter((probe) => probe.path === path).flatMap(({ config }) => textsOf(config, path));
  expect(valuesAt("open")).toEqual([true]);
  expect(valuesAt("rule.cidr")).toContain("0.0.0.0/0");
  expect(valuesAt("policy.Statement.Action")).toContain("*");
  expect(valuesAt("policy.Statement.Principal")).toContainEqual({ AWS: "arn:aws:iam::999988887777:root" });
});

test("an argument that other blocks have is added, in a block or a policy that can hold it", () => {
  const additions = new Map([
    ["rule.protocol", ["-1"]],
    ["policy.Statement.NotAction", ["*"]],
  ]);
  const added = probesOf(CONFIG, additions).slice(-2);
  expect(added.map(({ path, config }) => textsOf(config, path))).toEqual([["-1"], ["*"]]);
});

test("a probe changes nothing but its argument", () => {
  const key = fc.stringMatching(/^[a-z]{1,6}$/);
  const value = fc.oneof(fc.boolean(), fc.integer(), fc.stringMatching(/^[a-z]{1,6}$/));
  const object = fc.dictionary(
    key,
    fc.oneof(value, fc.array(value, { maxLength: 3 }), fc.dictionary(key, value)),
  );
  fc.assert(
    fc.property(object, (config) => {
      for (const { path, config: changed } of probesOf(config as JsonObject, new Map())) {
        const others = (from: JsonObject) =>
          leavesOf(from).filter((leaf) => leaf.path !== path && !path.startsWith(`${leaf.path}.`));
        expect(others(changed)).toEqual(others(config as JsonObject).filter((leaf) => leaf.value !== null));
      }
    }),
    { numRuns: 30 },
  );
});
