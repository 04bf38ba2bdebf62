import { type Claim } from "../../../../src/platform/network/existing/check";
import {
  type DeclaredRule,
  type RuleSurroundings,
  openingCheck,
  ruleCheck,
} from "../../../../src/platform/network/existing/rule-checks";

import { region, command } from "./checks";

const AROUND: RuleSurroundings = {
  region,
  groupNames: { alb: "x-alb-sg", nodes: "x-nodes-sg", "control-plane": "x-cp-sg", endpoints: "x-ep-sg" },
  groupIds: { alb: "alb.id", nodes: "nodes.id", "control-plane": "cp.id", endpoints: "ep.id" },
  prefixListIds: { s3: "pl.id" },
  rules: "data.rules",
};

describe("security group rules", () => {
  const check = (rule: DeclaredRule): Claim => ruleCheck(rule, AROUND);

  describe("between groups", () => {
    const found = check({ group: "nodes", direction: "ingress", peer: "alb", port: 8080 });

    test("DATA-01 a rule between groups is identified by group, direction, peer and port", () => {
      expect(found.condition).toBe(
        "${anytrue([for rule in data.rules : rule.security_group_id == self.id && !rule.is_egress" +
          ' && rule.referenced_security_group_id == alb.id && (rule.ip_protocol == "-1" || rule.ip_protocol == "tcp"' +
          " && try(rule.from_port <= 8080 && rule.to_port >= 8080, false))])}",
      );
    });

    test("DATA-01 the message names group, direction, port and peer", () => {
      expect(found.errorMessage).toMatch(/^x-nodes-sg has no ingress rule for TCP port 8080 from x-alb-sg,/);
    });

    test("DATA-01 the command adds the rule", () => {
      expect(command(found)).toBe(
        "aws ec2 authorize-security-group-ingress --region ap-southeast-1 --group-id ${self.id} --ip-permissions 'IpProtocol=tcp,FromPort=8080,ToPort=8080,UserIdGroupPairs=[{GroupId=alb.id}]'",
      );
    });
  });

  test("DATA-01 a rule for one port does not satisfy a rule for all traffic", () => {
    const found = check({ group: "nodes", direction: "egress", peer: "nodes", port: "all" });
    expect(found.condition).toContain(
      'rule.is_egress && rule.referenced_security_group_id == nodes.id && rule.ip_protocol == "-1"])}',
    );
    expect(command(found)).toContain("'IpProtocol=-1,UserIdGroupPairs=[{GroupId=nodes.id}]'");
  });

  test("DATA-01 the peer S3 is identified by its prefix list", () => {
    const found = check({ group: "nodes", direction: "egress", peer: "s3", port: 443 });
    expect(found.condition).toContain("rule.prefix_list_id == pl.id");
    expect(command(found)).toContain("PrefixListIds=[{PrefixListId=pl.id}]");
  });

  test("DATA-01 a foreign group, such as a runner's, is identified by its id", () => {
    const found = check({
      group: "control-plane",
      direction: "ingress",
      peer: "sg-0123456789abcdef0",
      port: 443,
    });
    expect(found.condition).toContain('rule.referenced_security_group_id == "sg-0123456789abcdef0"');
    expect(command(found)).toContain("UserIdGroupPairs=[{GroupId=sg-0123456789abcdef0}]");
  });

  test("DATA-01 a range is compared as it is written", () => {
    const found = check({ group: "control-plane", direction: "ingress", peer: "10.20.0.0/24", port: 443 });
    expect(found.condition).toContain('rule.cidr_ipv4 == "10.20.0.0/24"');
    expect(command(found)).toContain("IpRanges=[{CidrIp=10.20.0.0/24}]");
  });
});

describe("rules from the internet", () => {
  const internet = (port: DeclaredRule["port"], group: DeclaredRule["group"] = "alb"): DeclaredRule => ({
    group,
    direction: "ingress",
    peer: "0.0.0.0/0",
    port,
  });
  const OWN = "rule.security_group_id == self.id && !rule.is_egress";
  const WIDE =
    'try(endswith(rule.cidr_ipv6, "/0"), false) || try(tonumber(split("/", rule.cidr_ipv4)[1]) < 8, false)';
  const undeclared = (rules: readonly DeclaredRule[]): string | undefined =>
    /^\$\{!anytrue\(\[for rule in data\.rules : (.*)\]\)\}$/.exec(
      openingCheck("alb", rules, AROUND).condition,
    )?.[1];

  test("DATA-01 without declared rules, every rule that allows the internet violates the check", () => {
    expect(undeclared([])).toBe(`${OWN} && (${WIDE})`);
  });

  test("DATA-01 a declared port is allowed, and no other", () => {
    expect(undeclared([internet(80), internet(443, "nodes"), { ...internet(22), peer: "10.0.0.0/8" }])).toBe(
      `${OWN} && (${WIDE}) && !(rule.ip_protocol == "tcp" && try(rule.from_port == 80 && rule.to_port == 80, false))`,
    );
  });

  test("DATA-01 a declared rule for all ports allows every port", () => {
    expect(undeclared([internet("all")])).toBe(`${OWN} && (${WIDE}) && !(true)`);
  });

  test("DATA-01 the command names each undeclared rule", () => {
    const check = openingCheck("alb", [], AROUND);
    expect(check.errorMessage).toMatch(/^x-alb-sg admits the internet by \$\{join\(" ", /);
    expect(command(check)).toBe(
      `aws ec2 revoke-security-group-ingress --region ap-southeast-1 --group-id \${self.id} --security-group-rule-ids \${join(" ", [for rule in data.rules : rule.security_group_rule_id if ${OWN} && (${WIDE})])}`,
    );
  });
});
