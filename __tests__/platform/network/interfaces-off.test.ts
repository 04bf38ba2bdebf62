import { CHECKS } from "../../../src/checks/all";
import { flowsOf } from "../../../src/checks/flows";
import { endpointsOf } from "../../../src/infrastructure/network-endpoints";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { found, newlyFound } from "../../support/findings";
import { problemsOfKeys } from "../../support/minimal-file";
import { planOf } from "../../support/reference-plans";

const OFF = { network: { endpoints: { interfaces: false } } };
/** On Fargate, with one NAT gateway. */
const plan = planWith("mlapp", OFF);
/** On nodes, with network ACLs and a NAT gateway in each zone. */
const onNodes = planWith("ml-inference-prod", OFF);

describe("network.endpoints.interfaces: false", () => {
  test("leaves the gateway of S3 alone, and no rule of the group of endpoints", () => {
    expect(endpointsOf(environmentPlan(plan)).map(({ service }) => service)).toEqual(["s3"]);
    expect(plan.text("network")).not.toMatch(/"(endpoints_from|\w+_to_endpoints)/);
    expect(plan.text("cluster")).not.toMatch(/"(endpoints_from|\w+_to_endpoints)/);
  });

  test.each([
    ["mlapp", plan],
    ["ml-inference-prod", onNodes],
  ])("in %s, every call goes through NAT, as a proved connection", (environment, each) => {
    const callers = flowsOf(environmentPlan(each))
      .filter(({ check }) => check === "workloads-reach-internet")
      .flatMap((flow) => flow.callers);
    expect(callers).toEqual(expect.arrayContaining(["sts has no endpoint", "ecr.api has no endpoint"]));
    const before = new Set(found(CHECKS, environmentPlan(planOf(environment))).map(idOf));
    const fresh = new Set(found(CHECKS, environmentPlan(each)).map(idOf));
    expect([...fresh].filter((id) => !before.has(id)).sort()).toEqual(["endpoint-by-nat", "policy-peers"]);
  });

  const edits: readonly [what: string, check: string, edit: Parameters<typeof newlyFound>[2]][] = [
    [
      "a missing route to the NAT gateway",
      "endpoint-missing",
      ({ network }) => delete network["resource"].aws_route,
    ],
    [
      "a missing rule of the nodes to the internet",
      "workloads-reach-internet",
      ({ network }) => delete network["resource"].aws_vpc_security_group_egress_rule.nodes_to_internet_443,
    ],
    [
      "a missing entry of the network ACL",
      "network-acl-paths",
      ({ network }) => {
        const rules = network["resource"].aws_network_acl_rule as Record<string, { cidr_block?: string }>;
        network["resource"].aws_network_acl_rule = Object.fromEntries(
          Object.entries(rules).filter(([, rule]) => rule.cidr_block !== "0.0.0.0/0"),
        );
      },
    ],
    [
      "a policy of pods that lists the private subnets only",
      "network-policy-paths",
      ({ models }) => {
        const [, toServices] = models["resource"].kubernetes_network_policy_v1.all_models.spec.egress;
        toServices.to = [{ ip_block: { cidr: "10.32.0.0/19" } }];
      },
    ],
  ];

  test.each(edits)("%s is found by %s", (_, check, edit) => {
    expect(newlyFound(CHECKS, onNodes, edit).map(idOf)).toContain(check);
  });

  test.each([
    [
      "without NAT",
      { endpoints: { interfaces: false } },
      "interfaces: got false, expected true without an egress",
    ],
    [
      "with the endpoint of SageMaker",
      { egress: "single-nat", endpoints: { interfaces: false, sagemakerRuntime: true } },
      "sagemakerRuntime: got true, expected false with interfaces: false",
    ],
    [
      "with the VPC admitted to endpoints",
      { egress: "single-nat", endpoints: { interfaces: false, admitVpcCidr: true } },
      "admitVpcCidr: got true, expected false with interfaces: false",
    ],
    [
      "in an existing network",
      {
        egress: "single-nat",
        privateSubnets: { cidrs: ["10.0.0.0/20", "10.0.16.0/20"] },
        existing: { endpoints: [], rules: [] },
        endpoints: { interfaces: false },
      },
      "interfaces: got false, expected true with network.existing",
    ],
  ])("it fails %s", (_, network, problem) => {
    expect(problemsOfKeys({ network })).toEqual([expect.stringContaining(problem)]);
  });
});

const idOf = (finding: string): string => finding.split(" ")[0] ?? "";
