import { defaultQuotas } from "../../../src/checks/names/default-quotas";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

describe("default-quotas in the reference environments", () => {
  const messages = ENVIRONMENTS.flatMap((name) => foundBy(defaultQuotas, environmentPlan(planOf(name))));

  test("reports the vCPUs of On-Demand Standard instances in every environment", () => {
    expect(
      messages.filter((message) =>
        message.includes("8 vCPUs of running On-Demand Standard instances exceed the default quota of 5"),
      ),
    ).toHaveLength(ENVIRONMENTS.length);
  });

  test("reports nothing except vCPUs", () => {
    expect(messages.filter((message) => !message.includes("vCPUs"))).toEqual([]);
  });

  test("reports the Fargate vCPUs of mlapp", () => {
    expect(foundBy(defaultQuotas, environmentPlan(planOf("mlapp")))).toContainEqual(
      expect.stringContaining("6.5 Fargate On-Demand vCPUs exceed the default quota of 6"),
    );
  });
});

describe("default-quotas", () => {
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
    expect(foundBy(defaultQuotas, altered("mlapp", edit))).toContainEqual(expect.stringContaining(message));
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
    expect(foundBy(defaultQuotas, plan)).toContainEqual(
      expect.stringMatching(/aws_security_group.nodes: 6\d outbound rules/),
    );
  });
});

describe("default-quotas with several environments", () => {
  const plan = environmentPlan(planOf("ml-inference-prod"));

  test("adds up environments of the same account and region", () => {
    const others = Array.from({ length: 2 }, () => environmentPlan(planOf("ml-inference-prod")));
    expect(foundBy(defaultQuotas, plan, { others })).toEqual(
      expect.arrayContaining([
        expect.stringContaining("24 vCPUs"),
        expect.stringContaining("6 EC2-VPC elastic IPs per Region"),
      ]),
    );
  });

  test("ignores environments of other accounts and regions", () => {
    const others = [environmentPlan(planOf("mlapp")), environmentPlan(planOf("retail-forecast"))];
    expect(foundBy(defaultQuotas, plan, { others })).toEqual([expect.stringContaining("8 vCPUs")]);
  });
});

test("default-quotas counts a group and the one beside it that is to replace it", () => {
  const nodeGroups = { general: {}, larger: { instanceTypes: ["m7i.large"] } };
  const plan = environmentPlan(planWith("retail-forecast", { cluster: { nodeGroups } }));
  expect(foundBy(defaultQuotas, plan)).toContainEqual(
    expect.stringContaining("16 vCPUs of running On-Demand Standard instances"),
  );
});

describe("default-quotas of GPU instances", () => {
  const withGpus = (settings: object) =>
    environmentPlan(
      planWith("mlapp", {
        cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"], ...settings } } },
      }),
    );

  test("are separate from the quota of Standard instances", () => {
    expect(foundBy(defaultQuotas, withGpus({}))).toContainEqual(
      expect.stringContaining("16 vCPUs of running On-Demand G and VT"),
    );
  });

  test("are separate for Spot instances", () => {
    expect(foundBy(defaultQuotas, withGpus({ capacityType: "SPOT" }))).toContainEqual(
      expect.stringContaining("16 vCPUs of all G and VT Spot"),
    );
  });
});
