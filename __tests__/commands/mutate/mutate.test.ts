import { type Check, at } from "../../../src/checks/check";
import { type SynthesizedResource, StackJson } from "../../../src/terraform-json/stack-json";
import { mutantsOf } from "../../../src/commands/mutate/mutants";
import { scoreOf } from "../../../src/commands/mutate/score";

function block(type: string, config: SynthesizedResource["config"]): SynthesizedResource {
  return { address: `${type}.a`, type, name: "a", config };
}

const changes = (type: string, config: SynthesizedResource["config"]): string[] =>
  mutantsOf("network", block(type, config)).map(({ change }) => change);

/** The configuration after the mutant of that name. */
function mutated(type: string, config: SynthesizedResource["config"], change: string): unknown {
  const mutant = mutantsOf("network", block(type, config)).find((each) => each.change === change);
  if (!mutant) throw new Error(`no mutant: ${change}`);
  return mutant.apply(structuredClone(config) as never);
}

test.each([
  "aws_vpc_endpoint",
  "aws_route",
  "aws_route_table_association",
  "aws_vpc_security_group_egress_rule",
])("%s is removed", (type) => {
  expect(changes(type, {})).toEqual(["remove the resource"]);
  expect(mutated(type, {}, "remove the resource")).toBeUndefined();
});

test("ports are raised, as numbers and as texts", () => {
  expect(mutated("a", { from_port: 443 }, "raise from_port by one")).toEqual({ from_port: 444 });
  expect(mutated("a", { spec: [{ port: "80" }] }, "raise spec.0.port by one")).toEqual({
    spec: [{ port: "81" }],
  });
  expect(changes("a", { port: "http", support: 3 })).toEqual([]);
});

test("ranges are opened to everybody", () => {
  expect(mutated("a", { cidr_ipv4: "10.0.0.0/8" }, "open cidr_ipv4 to everybody")).toEqual({
    cidr_ipv4: "0.0.0.0/0",
  });
  expect(changes("a", { cidr_ipv4: "0.0.0.0/0" })).toEqual([]);
});

test("labels and annotations are removed and changed, each alone", () => {
  const config = { metadata: { labels: { a: "1", b: "2" } } };
  expect(changes("k", config)).toEqual([
    "remove label a",
    "change label a",
    "remove label b",
    "change label b",
  ]);
  expect(mutated("k", config, "remove label a")).toEqual({ metadata: { labels: { b: "2" } } });
  expect(mutated("k", config, "change label a")).toEqual({ metadata: { labels: { a: "1x", b: "2" } } });
});

test("fields of a security context are removed, turned, and set to root", () => {
  const config = { spec: { security_context: { run_as_non_root: true, run_as_user: "10001" } } };
  expect(changes("k", config)).toEqual([
    "remove security context run_as_non_root",
    "turn security context run_as_non_root",
    "remove security context run_as_user",
    "set security context run_as_user to root",
  ]);
});

test("policies lose statements and conditions, and are widened", () => {
  const statement = {
    Sid: "Read",
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: "a",
    Condition: { StringEquals: { "aws:a": "1", "aws:b": "2" } },
  };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  expect(changes("aws_s3_bucket_policy", { policy })).toEqual([
    "policy: remove all of Read",
    "policy: widen Action of Read",
    "policy: widen Resource of Read",
    "policy: remove condition StringEquals aws:a of Read",
    "policy: remove condition StringEquals aws:b of Read",
  ]);
  const without = mutated("p", { policy }, "policy: remove condition StringEquals aws:a of Read") as {
    policy: string;
  };
  expect(JSON.parse(without.policy)).toEqual({
    Version: "2012-10-17",
    Statement: [{ ...statement, Condition: { StringEquals: { "aws:b": "2" } } }],
  });
});

test("a change that no check notices survives, and one that a check notices does not", () => {
  const stack = new StackJson("e-network", {
    resource: { aws_route: { a: { gateway_id: "igw" }, b: { gateway_id: "igw" } } },
  });
  const needsA: Check = {
    id: "needs-a",
    severity: "error",
    title: "",
    why: "",
    fix: "",
    source: "",
    run: (plan) =>
      plan.resources("aws_route").some(({ name }) => name === "a")
        ? []
        : plan.resources("aws_route").map((route) => ({ ...at(route), message: "route a is gone" })),
  };
  const score = scoreOf({
    environment: "e",
    stacks: [{ environment: "e", layer: "network", folder: "", after: [], stack }],
    others: [],
    checks: [needsA],
    waivers: [],
    today: "2026-11-20",
  });
  expect(score.mutants).toBe(2);
  expect(score.survivors.map(({ address }) => address)).toEqual(["aws_route.b"]);
});
