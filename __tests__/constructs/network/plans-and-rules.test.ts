import fc from "fast-check";
import {
  type NetworkAclInput,
  type NetworkAclRule,
  privateAclRules,
  publicAclRules,
} from "../../../src/constructs/network/network-acl-rules";
import { NARROWEST_PLANNED_VPC, planSubnets } from "../../../src/core/subnet-plan";
import {
  type SecurityGroupRule,
  type SecurityGroupRulesInput,
  ruleId,
  securityGroupRules,
} from "../../../src/constructs/security-groups/security-group-rules";
import { contains, overlaps, prefixLength, subnetOf } from "../../../src/core/cidr";

/** VPC ranges that subnets are planned in, and how many zones they have. */
const vpc = fc
  .record({ prefix: fc.integer({ min: 16, max: NARROWEST_PLANNED_VPC }), place: fc.nat({ max: 255 }) })
  .map(({ prefix, place }) => subnetOf("10.0.0.0/8", prefix, place));
const zones = fc.integer({ min: 2, max: 6 });

describe("planned subnets", () => {
  test("NET-02 NET-03 planned subnets lie in the VPC and do not overlap", () => {
    fc.assert(
      fc.property(vpc, zones, (cidr, count) => {
        const { publicCidrs, privateCidrs } = planSubnets(cidr, count);
        const all = [...publicCidrs, ...privateCidrs];
        expect(all).toHaveLength(2 * count);
        expect(all.filter((subnet) => !contains(cidr, subnet))).toEqual([]);
        expect(
          all.filter((subnet, index) => all.slice(index + 1).some((other) => overlaps(subnet, other))),
        ).toEqual([]);
      }),
    );
  });

  test("NET-02 NET-03 a zone that is appended moves no subnet", () => {
    fc.assert(
      fc.property(vpc, fc.integer({ min: 2, max: 5 }), (cidr, count) => {
        const before = planSubnets(cidr, count);
        const after = planSubnets(cidr, count + 1);
        expect(after.publicCidrs.slice(0, count)).toEqual(before.publicCidrs);
        expect(after.privateCidrs.slice(0, count)).toEqual(before.privateCidrs);
      }),
    );
  });

  test("NET-02 a planned public subnet is wide enough for an ALB", () => {
    fc.assert(
      fc.property(vpc, (cidr) =>
        planSubnets(cidr, 6).publicCidrs.every((subnet) => prefixLength(subnet) <= 27),
      ),
    );
  });
});

const RULES: SecurityGroupRulesInput = {
  vpcCidr: "10.0.0.0/16",
  egress: "none",
  listenerPorts: [80, 443],
  clientCidrs: ["0.0.0.0/0"],
  modelPorts: [8080],
  controlPlanePorts: [{ port: 10250, why: "kubelet" }],
  apiCidrs: ["10.20.0.0/24"],
  apiSecurityGroupIds: [],
  admitVpcToEndpoints: false,
};

const ids = (rules: readonly SecurityGroupRule[]): string[] => rules.map(ruleId);

/** The rule that the other group needs for the same connection; none for peers that are no group of ours. */
function counterpart({ group, direction, peer, port }: SecurityGroupRule): string | undefined {
  if (!("group" in peer)) return undefined;
  const other = direction === "egress" ? "ingress" : "egress";
  return ruleId({ group: peer.group, direction: other, peer: { group }, port, description: "" });
}

describe("security-group rules", () => {
  const ports = fc.uniqueArray(fc.integer({ min: 1, max: 65535 }), { minLength: 1, maxLength: 5 });
  const input = fc.record({
    modelPorts: ports,
    controlPlane: ports,
    egress: fc.constantFrom("none" as const, "single-nat" as const),
  });

  test("SG-01 SG-02 SG-03 SG-04 a connection between two groups is admitted at both ends, or at neither", () => {
    fc.assert(
      fc.property(input, ({ modelPorts, controlPlane, egress }) => {
        const controlPlanePorts = controlPlane.map((port) => ({ port, why: "webhook" }));
        const rules = securityGroupRules({ ...RULES, modelPorts, controlPlanePorts, egress });
        const known = new Set(ids(rules));
        const wanted = rules.flatMap((rule) => counterpart(rule) ?? []);
        expect(wanted.length).toBeGreaterThan(5);
        expect(wanted.filter((id) => !known.has(id))).toEqual([]);
      }),
    );
  });

  test("SG-01 no two rules have one address, whatever the ports", () => {
    fc.assert(
      fc.property(ports, (modelPorts) => {
        const all = ids(securityGroupRules({ ...RULES, modelPorts }));
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });

  test("SG-01 the load balancer's ports follow the way in", () => {
    const ofAlb = (listenerPorts: number[]) =>
      ids(securityGroupRules({ ...RULES, listenerPorts })).filter((id) => id.startsWith("alb-from"));
    expect(ofAlb([80, 443])).toEqual(["alb-from-internet-80", "alb-from-internet-443"]);
    expect(ofAlb([80])).toEqual(["alb-from-internet-80"]);
  });

  test("SG-02 nodes reach the internet only where NAT leads there, and only by HTTPS", () => {
    const toInternet = (egress: SecurityGroupRulesInput["egress"]) =>
      ids(securityGroupRules({ ...RULES, egress })).filter((id) => id.startsWith("nodes-to-internet"));
    expect(toInternet("none")).toEqual([]);
    expect(toInternet("single-nat")).toEqual(["nodes-to-internet-443"]);
    expect(toInternet("nat-per-az")).toEqual(["nodes-to-internet-443"]);
  });

  test("SG-03 operators reach the Kubernetes API by range or by their own security group", () => {
    const rules = securityGroupRules({ ...RULES, apiSecurityGroupIds: ["sg-0123456789abcdef0"] });
    expect(ids(rules)).toEqual(
      expect.arrayContaining([
        "control-plane-from-10.20.0.0/24-443",
        "control-plane-from-sg-0123456789abcdef0-443",
      ]),
    );
  });

  test("SG-04 the whole VPC reaches the endpoints only where the file says so", () => {
    const fromVpc = (admitVpcToEndpoints: boolean) =>
      ids(securityGroupRules({ ...RULES, admitVpcToEndpoints })).includes("endpoints-from-10.0.0.0/16-443");
    expect(fromVpc(false)).toBe(false);
    expect(fromVpc(true)).toBe(true);
  });
});

const ACL: NetworkAclInput = {
  vpcCidr: "10.0.0.0/16",
  egress: "none",
  apiCidrs: [],
  entryTier: "private",
  listenerPorts: [80],
  clientCidrs: ["10.0.0.0/16"],
};

/** Rules in short: `ingress 0.0.0.0/0 80-80`. */
const short = (rules: readonly NetworkAclRule[]): string[] =>
  rules.map(
    ({ direction, cidr, ports }) =>
      `${direction} ${cidr} ${ports === "all" ? ports : `${ports.from}-${ports.to}`}`,
  );

describe("network ACL rules", () => {
  test("NET-09 without NAT public subnets admit the web and answer it, and nothing else of the internet", () => {
    expect(short(publicAclRules(ACL))).toEqual([
      "ingress 10.0.0.0/16 all",
      "egress 10.0.0.0/16 all",
      "ingress 0.0.0.0/0 80-80",
      "ingress 0.0.0.0/0 443-443",
      "egress 0.0.0.0/0 1024-65535",
    ]);
  });

  test("NET-09 NAT gateways call out by HTTPS and get their answers", () => {
    const nat = ["egress 0.0.0.0/0 443-443", "ingress 0.0.0.0/0 1024-65535"];
    expect(short(publicAclRules({ ...ACL, egress: "nat-per-az" }))).toEqual(expect.arrayContaining(nat));
    expect(short(privateAclRules({ ...ACL, egress: "nat-per-az" }))).toEqual(expect.arrayContaining(nat));
  });

  test("NET-09 without NAT private subnets admit the VPC alone", () => {
    expect(short(privateAclRules(ACL))).toEqual(["ingress 10.0.0.0/16 all", "egress 10.0.0.0/16 all"]);
  });

  test("NET-09 operators and outside clients of an internal load balancer are admitted and answered, each once", () => {
    const rules = privateAclRules({
      ...ACL,
      apiCidrs: ["10.64.0.0/16"],
      listenerPorts: [80, 443],
      clientCidrs: ["10.64.0.0/16", "10.0.5.0/24"],
    });
    expect(short(rules).slice(2)).toEqual([
      "ingress 10.64.0.0/16 443-443",
      "ingress 10.64.0.0/16 80-80",
      "egress 10.64.0.0/16 1024-65535",
    ]);
  });

  test("NET-09 a public load balancer's own port is admitted in its subnets", () => {
    const rules = publicAclRules({ ...ACL, entryTier: "public", listenerPorts: [5000] });
    expect(short(rules)).toContain("ingress 0.0.0.0/0 5000-5000");
  });
});
