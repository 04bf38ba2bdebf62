import { type StackJson } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { RETAIL, networkOf } from "../network-stack";

const stack = networkOf(RETAIL);

const prod = networkOf("ml-inference-prod");
/** Rules of one ACL in short form, in the order in which AWS evaluates them. */
const aclRules = (of: StackJson, tier: string): string[] =>
  of
    .resources("aws_network_acl_rule")
    .filter(({ config }) => config["network_acl_id"] === `\${aws_network_acl.${tier}.id}`)
    .sort((a, b) => Number(a.config["rule_number"]) - Number(b.config["rule_number"]))
    .map(({ config }) => {
      const { protocol, from_port, to_port } = config;
      const ports = protocol === "-1" ? "all" : `${protocol} ${from_port}-${to_port}`;
      return `${config["egress"] ? "to" : "from"} ${config["cidr_block"]} ${ports}`;
    });

test("NET-09 public subnets allow 80, 443 and return traffic", () => {
  expect(aclRules(prod, "public").sort()).toEqual([
    "from 0.0.0.0/0 tcp 1024-65535",
    "from 0.0.0.0/0 tcp 443-443",
    "from 0.0.0.0/0 tcp 80-80",
    "from 10.32.0.0/16 all",
    "to 0.0.0.0/0 tcp 1024-65535",
    "to 0.0.0.0/0 tcp 443-443",
    "to 10.32.0.0/16 all",
  ]);
});

test("NET-09 private subnets allow the VPC, the operators, the clients and connections through NAT", () => {
  expect(aclRules(prod, "private").sort()).toEqual([
    "from 0.0.0.0/0 tcp 1024-65535",
    "from 10.0.0.0/8 tcp 80-80",
    "from 10.32.0.0/16 all",
    "from 10.64.0.0/16 tcp 443-443",
    "to 0.0.0.0/0 tcp 443-443",
    "to 10.0.0.0/8 tcp 1024-65535",
    "to 10.32.0.0/16 all",
    "to 10.64.0.0/16 tcp 1024-65535",
  ]);
});

test.each(["public", "private"])("NET-09 the ACL of the %s tier has its subnets", (tier) => {
  expect(prod.find(`aws_network_acl.${tier}`)?.config["subnet_ids"]).toEqual([
    `\${aws_subnet.${tier}_a.id}`,
    `\${aws_subnet.${tier}_b.id}`,
  ]);
});

test("NET-09 ACLs have only allow rules", () => {
  const rules = prod.resources("aws_network_acl_rule");
  expect(rules).not.toEqual([]);
  expect(rules.filter(({ config }) => config["rule_action"] !== "allow")).toEqual([]);
});

describe("without NAT", () => {
  const isolated = () => planWith(RETAIL, { network: { networkAcls: true } }).stack("network");
  const ranges = "data.aws_prefix_list.s3.cidr_blocks";

  test("NET-09 Terraform reads the ranges of S3 at plan", () => {
    expect(isolated().find("data.aws_prefix_list.s3")?.config["name"]).toBe(
      "com.amazonaws.ap-southeast-1.s3",
    );
  });

  test.each([
    ["egress", 443, 443],
    ["ingress", 1024, 65535],
  ])("NET-09 the private ACL has an %s rule for each range of S3", (direction, from, to) => {
    expect(isolated().find(`aws_network_acl_rule.private_s3_${direction}`)?.config).toMatchObject({
      count: `\${length(${ranges})}`,
      cidr_block: `\${element(sort(${ranges}), count.index)}`,
      rule_number: "${(10000 + count.index)}",
      protocol: "tcp",
      from_port: from,
      to_port: to,
    });
  });

  test("NET-09 the private ACL does not allow HTTPS to the internet", () => {
    const rules = aclRules(isolated(), "private");
    expect(rules).not.toEqual([]);
    expect(rules).not.toContain("to 0.0.0.0/0 tcp 443-443");
  });
});

test("NET-09 there are no ACLs by default", () => {
  expect(stack.resources("aws_network_acl")).toEqual([]);
});

describe("ranges of the file", () => {
  const rulesWith = (cidrs: readonly string[], rules: readonly object[] = []): Record<string, unknown> =>
    Object.fromEntries(
      planWith("ml-inference-prod", {
        cluster: { apiAccess: { cidrs } },
        entry: { clientCidrs: ["10.16.0.0/16", ...cidrs] },
        network: { extraRules: rules },
      })
        .stack("network")
        .resources("aws_network_acl_rule")
        .map(({ address, config }) => [address, config]),
    );
  const TWO = ["10.64.0.0/16", "10.80.0.0/16"];

  test("NET-09 another order changes no rule of an ACL", () => {
    expect(rulesWith([...TWO].reverse())).toEqual(rulesWith(TWO));
  });

  test("NET-09 a range in the middle, and a peer, change no other rule of an ACL", () => {
    const before = rulesWith(TWO);
    const peer = {
      group: "nodes",
      direction: "egress",
      peer: "10.90.0.0/24",
      port: 6379,
      reason: "cache",
      models: [],
    };
    const after = rulesWith(["10.64.0.0/16", "10.70.0.0/16", "10.80.0.0/16"], [peer]);
    expect(after).toMatchObject(before);
    expect(Object.keys(after).length).toBeGreaterThan(Object.keys(before).length + 3);
  });

  test("NET-09 no two rules of a direction have one number", () => {
    const many = Array.from({ length: 18 }, (_, index) => `10.${64 + index}.0.0/16`);
    const found = Object.values(rulesWith(many)) as {
      network_acl_id: string;
      egress: boolean;
      rule_number: number;
    }[];
    const numbers = found.map((each) => `${each.network_acl_id} ${each.egress} ${each.rule_number}`);
    expect(numbers.length).toBeGreaterThan(60);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(found.filter((each) => each.rule_number > 32_766)).toEqual([]);
  });
});
