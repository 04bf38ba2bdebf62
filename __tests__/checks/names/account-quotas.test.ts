import { QUOTAS, type StatedQuotas } from "../../../src/facts/quotas";
import { NOTHING_STATED, type Stated } from "../../../src/infrastructure/stated";
import { accountQuotas } from "../../../src/checks/names/account-quotas";
import { networkCounts } from "../../../src/checks/names/network-counts";
import { quotas } from "../../../src/environment/schema/quotas";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { CONTEXT, type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

describe("account-quotas in the reference environments", () => {
  const messages = ENVIRONMENTS.flatMap((name) => foundBy(accountQuotas, environmentPlan(planOf(name))));

  test("reports the vCPUs of On-Demand Standard instances in every environment", () => {
    expect(
      messages.filter((message) =>
        message.includes("vCPUs of running On-Demand Standard instances exceed AWS's default quota of 5"),
      ),
    ).toHaveLength(ENVIRONMENTS.length);
  });

  test("reports nothing except vCPUs", () => {
    expect(messages.filter((message) => !message.includes("vCPUs"))).toEqual([]);
  });

  test("reports the Fargate vCPUs of mlapp", () => {
    expect(foundBy(accountQuotas, environmentPlan(planOf("mlapp")))).toContainEqual(
      expect.stringContaining("6.5 Fargate On-Demand vCPUs exceed AWS's default quota of 6"),
    );
  });
});

describe("account-quotas", () => {
  test.each<[string, Edit, string]>([
    [
      "51 routes in a route table",
      ({ network }) => {
        for (let index = 0; index < 50; index += 1) {
          network.resource.aws_route[`r${index}`] = { ...network.resource.aws_route.public_internet };
        }
      },
      "51 routes per route table",
    ],
    [
      "21 inbound rules in a network ACL",
      ({ network }) => {
        network.resource.aws_network_acl_rule = Object.fromEntries(
          Array.from({ length: 21 }, (_, index) => [
            `r${index}`,
            { network_acl_id: "acl", rule_number: index },
          ]),
        );
      },
      "21 inbound rules per network ACL",
    ],
    [
      "6 security groups on a node's network interface",
      ({ cluster }) => {
        const [networkInterface] = cluster.resource.aws_launch_template.general.network_interfaces;
        networkInterface.security_groups = ["a", "b", "c", "d", "e", "f"];
      },
      "6 security groups per network interface",
    ],
    [
      "451 nodes in a node group",
      ({ cluster }) => {
        cluster.resource.aws_eks_node_group.general_a.scaling_config.max_size = 451;
      },
      "451 nodes per managed node group",
    ],
    [
      "12 managed policies on a role",
      ({ cluster }) => {
        for (let index = 0; index < 10; index += 1) {
          const attachments = cluster.resource.aws_iam_role_policy_attachment;
          attachments[`p${index}`] = { ...attachments.nodes_image_pull };
        }
      },
      "12 managed policies per role",
    ],
  ])("reports %s", (_, edit, message) => {
    expect(foundBy(accountQuotas, altered("mlapp", edit))).toContainEqual(expect.stringContaining(message));
  });

  test("counts a rule of a network ACL that is repeated for the ranges of a prefix list as their number", () => {
    const plan = environmentPlan(planWith("retail-forecast", { network: { networkAcls: true } }));
    const rules = plan
      .resources("aws_network_acl_rule")
      .filter(
        ({ config }) => config.egress === false && JSON.stringify(config).includes("aws_network_acl.private"),
      );
    const counts = networkCounts(plan).flatMap(({ quota, count, resource }) =>
      quota === "aclInbound" && resource.name === "private" ? [count] : [],
    );
    expect(rules.filter(({ config }) => config.count !== undefined)).toHaveLength(1);
    expect(counts).toEqual([rules.length - 1 + 5]);
  });

  test("counts a prefix list as its maximum number of entries", () => {
    const plan = altered("mlapp", ({ network }) => {
      network.resource.aws_ec2_managed_prefix_list = { partners: { max_entries: 55 } };
      const rules = network.resource.aws_vpc_security_group_egress_rule;
      rules.partners = {
        ...rules.nodes_to_s3_443,
        prefix_list_id: "${aws_ec2_managed_prefix_list.partners.id}",
      };
    });
    expect(foundBy(accountQuotas, plan)).toContainEqual(
      expect.stringMatching(/aws_security_group.nodes: 6\d outbound rules/),
    );
  });
});

describe("account-quotas with several environments", () => {
  const plan = environmentPlan(planOf("ml-inference-prod"));

  test("adds up environments of the same account and region", () => {
    const others = Array.from({ length: 2 }, () => environmentPlan(planOf("ml-inference-prod")));
    expect(foundBy(accountQuotas, plan, { others })).toEqual(
      expect.arrayContaining([
        expect.stringContaining("24 vCPUs"),
        expect.stringContaining("6 EC2-VPC elastic IPs per Region"),
      ]),
    );
  });

  test("ignores environments of other accounts and regions", () => {
    const others = [environmentPlan(planOf("mlapp")), environmentPlan(planOf("retail-forecast"))];
    expect(foundBy(accountQuotas, plan, { others })).toEqual([expect.stringContaining("8 vCPUs")]);
  });
});

test("account-quotas counts a group and the one beside it that is to replace it", () => {
  const nodeGroups = { general: {}, larger: { instanceTypes: ["m7i.large"] } };
  const plan = environmentPlan(planWith("retail-forecast", { cluster: { nodeGroups } }));
  expect(foundBy(accountQuotas, plan)).toContainEqual(
    expect.stringContaining("16 vCPUs of running On-Demand Standard instances"),
  );
});

describe("account-quotas of GPU instances", () => {
  const withGpus = (settings: object) =>
    environmentPlan(
      planWith("mlapp", {
        cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"], ...settings } } },
      }),
    );

  test("are separate from the quota of Standard instances", () => {
    expect(foundBy(accountQuotas, withGpus({}))).toContainEqual(
      expect.stringContaining("16 vCPUs of running On-Demand G and VT"),
    );
  });

  test("are separate for Spot instances", () => {
    expect(foundBy(accountQuotas, withGpus({ capacityType: "SPOT" }))).toContainEqual(
      expect.stringContaining("16 vCPUs of all G and VT Spot"),
    );
  });
});

describe("account-quotas with stated quotas", () => {
  const plan = environmentPlan(planOf("mlapp"));
  const stating =
    (quotas: StatedQuotas, name = "mlapp") =>
    (environment: string): Stated =>
      environment === name ? { ...NOTHING_STATED, quotas } : NOTHING_STATED;

  test("accepts what the account's quotas allow", () => {
    const statedOf = stating({ standardVcpus: 12, fargateVcpus: 7 });
    expect(foundBy(accountQuotas, plan, { statedOf })).toEqual([]);
  });

  test("counts the nodes that an update of one node group adds", () => {
    const statedOf = stating({ standardVcpus: 11, fargateVcpus: 7 });
    expect(foundBy(accountQuotas, plan, { statedOf })).toEqual([
      "aws_eks_node_group.general_a: 8 vCPUs of running On-Demand Standard instances, and 4 more while a node group is updated, exceed the account's quota of 11",
    ]);
    const [finding] = accountQuotas.run(plan, { ...CONTEXT, statedOf });
    expect(finding?.fix).toContain("request at least 12 in Service Quotas");
    const wide = { cluster: { nodeGroups: { general: { maxUnavailable: 3 } } } };
    const allowed = { statedOf: stating({ standardVcpus: 12, fargateVcpus: 7 }) };
    expect(foundBy(accountQuotas, environmentPlan(planWith("mlapp", wide)), allowed)).toEqual([
      expect.stringContaining("and 6 more while a node group is updated"),
    ]);
  });

  test("compares with the stated value, also a lower one than AWS's default", () => {
    const statedOf = stating({ standardVcpus: 7, fargateVcpus: 7, vpcs: 0 });
    expect(foundBy(accountQuotas, plan, { statedOf })).toEqual([
      "aws_vpc.main: 1 VPCs per Region exceed the account's quota of 0",
      "aws_eks_node_group.general_a: 8 vCPUs of running On-Demand Standard instances exceed the account's quota of 7",
    ]);
  });

  test("uses what another environment of the account and region states", () => {
    const other = environmentPlan(planWith("mlapp", { cluster: { fargate: false } }));
    const statedOf = stating({ standardVcpus: 20, fargateVcpus: 7 });
    expect(foundBy(accountQuotas, plan, { others: [other], statedOf })).toEqual([]);
  });

  test("ignores what an environment of another account states", () => {
    const others = [environmentPlan(planOf("ml-inference-prod"))];
    const statedOf = stating({ standardVcpus: 32, fargateVcpus: 32 }, "ml-inference-prod");
    expect(foundBy(accountQuotas, plan, { others, statedOf })).toHaveLength(2);
  });

  test("names the key, and the command that prints the account's value", () => {
    const fixes = accountQuotas.run(plan, CONTEXT).map(({ fix }) => fix);
    expect(fixes[0]).toBe(
      "set quotas.standardVcpus to the account's value, which aws service-quotas get-service-quota --region REGION " +
        "--service-code ec2 --quota-code L-1216C47A prints; if that is below 8, request an increase first",
    );
  });
});

test("every adjustable quota is a key of quotas, and no other", () => {
  const adjustable = Object.entries(QUOTAS).flatMap(([name, quota]) => (quota.adjustable ? [name] : []));
  expect(Object.keys(quotas.unwrap().shape)).toEqual(adjustable);
});

describe("vCPUs of node groups", () => {
  const RETAIL = "retail-forecast";
  const group = (instanceTypes: readonly string[], nodes: number, more: object = {}) => ({
    instance_types: instanceTypes,
    scaling_config: { min_size: 0, max_size: nodes, desired_size: 0 },
    subnet_ids: [],
    ...more,
  });

  /** Findings of vCPUs for node groups in place of those of the environment: `number of what`. */
  const counted = (...groups: readonly object[]): string[] =>
    foundBy(
      accountQuotas,
      altered(planOf(RETAIL), ({ cluster }) => {
        cluster.resource.aws_eks_node_group = Object.fromEntries(
          groups.map((each, index) => [`g${index}`, each]),
        );
      }),
    ).flatMap((line) => /: ([\d.]+ vCPUs of .*) exceed/.exec(line)?.[1] ?? []);

  const SPOT = { capacity_type: "SPOT" };

  test.each<[string, readonly object[], readonly string[]]>([
    ["G", [group(["g6e.xlarge"], 2)], ["8 vCPUs of running On-Demand G and VT instances"]],
    ["P", [group(["p5.48xlarge"], 1)], ["192 vCPUs of running On-Demand P instances"]],
    ["P on Spot", [group(["p5.48xlarge"], 1, SPOT)], ["192 vCPUs of all P Spot instance requests"]],
    ["Inf", [group(["inf2.8xlarge"], 2)], ["64 vCPUs of running On-Demand Inf instances"]],
    ["Inf on Spot", [group(["inf2.xlarge"], 1, SPOT)], ["4 vCPUs of all Inf Spot instance requests"]],
    ["Trn", [group(["trn1.32xlarge"], 1)], ["128 vCPUs of running On-Demand Trn instances"]],
    ["Trn on Spot", [group(["trn1.2xlarge"], 1, SPOT)], ["8 vCPUs of all Trn Spot instance requests"]],
    ["X", [group(["x2idn.16xlarge"], 1)], ["64 vCPUs of running On-Demand X instances"]],
    ["X on Spot", [group(["x8g.large"], 1, SPOT)], ["2 vCPUs of all X Spot instance requests"]],
    ["standard", [group(["i4i.2xlarge"], 1)], ["8 vCPUs of running On-Demand Standard instances"]],
    [
      "standard on Spot",
      [group(["m6i.2xlarge"], 1, SPOT)],
      ["8 vCPUs of all Standard Spot instance requests"],
    ],
    [
      "both quotas that its types can use",
      [group(["g6e.48xlarge", "p5.48xlarge", "g6e.xlarge"], 2)],
      ["384 vCPUs of running On-Demand G and VT instances", "384 vCPUs of running On-Demand P instances"],
    ],
    [
      "a quota together with another group",
      [group(["g5.xlarge", "m6i.2xlarge"], 1), group(["m6i.xlarge", "g6.xlarge"], 3)],
      [
        "16 vCPUs of running On-Demand G and VT instances",
        "20 vCPUs of running On-Demand Standard instances",
      ],
    ],
  ])("a group counts towards %s", (_, groups, expected) => {
    expect(counted(...groups)).toEqual(expected);
  });

  test("a family without a known quota is not counted as another one", () => {
    expect(counted(group(["hpc7g.16xlarge"], 3), group(["u-6tb1.56xlarge"], 1))).toEqual([]);
  });
});
