import { type SynthesizedResource } from "../../../src/terraform/stack-json";
import { mutantsOf } from "../../../dev/mutate/mutants";

type Config = SynthesizedResource["config"];

const mutants = (type: string, config: Config) =>
  mutantsOf("network", { address: `${type}.a`, type, name: "a", config });

const changes = (type: string, config: Config): string[] => mutants(type, config).map(({ change }) => change);

/** The configuration after the mutant with that description. */
function mutated(type: string, config: Config, change: string): unknown {
  const mutant = mutants(type, config).find((each) => each.change === change);
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

describe("ports", () => {
  test("are raised as numbers", () => {
    expect(mutated("a", { from_port: 443 }, "raise from_port by one")).toEqual({ from_port: 444 });
  });

  test("are raised as text", () => {
    expect(mutated("a", { spec: [{ port: "80" }] }, "raise spec.0.port by one")).toEqual({
      spec: [{ port: "81" }],
    });
  });

  test("with names are not changed", () => {
    expect(changes("a", { port: "http", support: 3 })).toEqual([]);
  });
});

describe("CIDR ranges", () => {
  test("are opened to any address", () => {
    expect(mutated("a", { cidr_ipv4: "10.0.0.0/8" }, "open cidr_ipv4 to any address")).toEqual({
      cidr_ipv4: "0.0.0.0/0",
    });
  });

  test("that contain any address are not changed", () => {
    expect(changes("a", { cidr_ipv4: "0.0.0.0/0" })).toEqual([]);
  });
});

describe("labels", () => {
  const config = { metadata: { labels: { a: "1", b: "2" } } };

  test("are removed and changed one at a time", () => {
    expect(changes("k", config)).toEqual([
      "remove label a",
      "change label a",
      "remove label b",
      "change label b",
    ]);
  });

  test("keep the others after a removal", () => {
    expect(mutated("k", config, "remove label a")).toEqual({ metadata: { labels: { b: "2" } } });
  });

  test("keep the others after a change", () => {
    expect(mutated("k", config, "change label a")).toEqual({ metadata: { labels: { a: "1x", b: "2" } } });
  });
});

test("annotations are removed and changed", () => {
  expect(changes("k", { metadata: { annotations: { a: "1" } } })).toEqual([
    "remove annotation a",
    "change annotation a",
  ]);
});

test("fields of a security context are removed, negated, and set to root", () => {
  const config = { spec: { security_context: { run_as_non_root: true, run_as_user: "10001" } } };
  expect(changes("k", config)).toEqual([
    "remove security context run_as_non_root",
    "negate security context run_as_non_root",
    "remove security context run_as_user",
    "set security context run_as_user to root",
  ]);
});

test("postconditions are removed one at a time", () => {
  const config = { lifecycle: { postcondition: [{ condition: "a" }, { condition: "b" }] } };
  expect(changes("data.d", config)).toEqual(["remove postcondition 1", "remove postcondition 2"]);
  expect(mutated("data.d", config, "remove postcondition 1")).toEqual({
    lifecycle: { postcondition: [{ condition: "b" }] },
  });
});

describe("IAM policies", () => {
  const statement = {
    Sid: "Read",
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: "a",
    Condition: { StringEquals: { "aws:a": "1", "aws:b": "2" } },
  };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

  test("are not widened where they have everything", () => {
    const all = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "a:b", Resource: ["*"] }] };
    expect(changes("aws_iam_role_policy", { policy: JSON.stringify(all) })).not.toContain(
      "policy: widen Resource of statement 1",
    );
  });

  test("lose statements and conditions, and are widened", () => {
    expect(changes("aws_s3_bucket_policy", { policy })).toEqual([
      "policy: remove all of Read",
      "policy: widen Action of Read",
      "policy: widen Resource of Read",
      "policy: remove condition StringEquals aws:a of Read",
      "policy: remove condition StringEquals aws:b of Read",
    ]);
  });

  test("keep the other conditions after a removal", () => {
    const change = "policy: remove condition StringEquals aws:a of Read";
    const without = mutated("p", { policy }, change) as { policy: string };
    expect(JSON.parse(without.policy)).toEqual({
      Version: "2012-10-17",
      Statement: [{ ...statement, Condition: { StringEquals: { "aws:b": "2" } } }],
    });
  });
});
