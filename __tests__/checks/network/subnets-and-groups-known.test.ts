import { subnetsAndGroupsKnown as check } from "../../../src/checks/network/subnets-and-groups-known";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { withIds, withMoreIds, withPeering } from "../../support/network-by-ids";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { newMessages, referenceFindings } from "./findings";

const GROUP = "sg-0123456789abcdef0";

describe("subnets-and-groups-known", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("names the argument and the id", () => {
    const messages = newMessages(check, "retail-forecast", "aws_vpc_endpoint.sts", ({ network }) => {
      network.resource.aws_vpc_endpoint.sts.security_group_ids.push(GROUP);
    });
    expect(messages).toBe(`security_group_ids has ${GROUP}, which these stacks do not create or look up`);
  });

  test("accepts a group that a data source reads by its id", () => {
    const messages = newMessages(check, "retail-forecast", "aws_vpc_endpoint.sts", ({ network }) => {
      network.resource.aws_vpc_endpoint.sts.security_group_ids.push(GROUP);
      network.data = { ...network.data, aws_security_group: { own: { id: GROUP } } };
    });
    expect(messages).toBe("");
  });

  test("accepts a subnet that a data source reads by its id", () => {
    const messages = newMessages(check, "retail-forecast", "aws_vpc_endpoint.sts", ({ network }) => {
      network.resource.aws_vpc_endpoint.sts.subnet_ids.push("subnet-0123456789abcdef0");
      network.data = { ...network.data, aws_subnet: { own: { id: "subnet-0123456789abcdef0" } } };
    });
    expect(messages).toBe("");
  });

  test("accepts a group of an own interface", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_network_interface_sg_attachment.own",
      ({ network }) => {
        network.resource.aws_network_interface_sg_attachment = {
          own: {
            security_group_id: "${aws_security_group.alb.id}",
            network_interface_id: "${aws_instance.own.primary_network_interface_id}",
          },
        };
        network.resource.aws_instance = { own: { ami: "ami-0123456789abcdef0" } };
      },
    );
    expect(messages).toBe("");
  });

  test.each([withIds, withMoreIds, withPeering])("accepts a cluster in an existing network", (plan) => {
    expect(foundBy(check, environmentPlan(plan()))).toEqual([]);
  });

  test.each(["subnet_ids", "security_group_ids"])(
    "reports a foreign id in %s of the control plane",
    (key) => {
      const id = key === "subnet_ids" ? "subnet-0a1b2c3d4e5f60718" : GROUP;
      const messages = newMessages(check, "ml-inference-prod", "aws_eks_cluster.main", ({ cluster }) => {
        cluster.resource.aws_eks_cluster.main.vpc_config[key].push(id);
      });
      expect(messages).toBe(`vpc_config.${key} has ${id}, which these stacks do not create or look up`);
    },
  );

  test.each([
    ["mlapp", "aws_eks_fargate_profile", "fargate"],
    ["ml-inference-prod", "aws_eks_node_group", "general_a"],
  ])("reports a foreign subnet in %s of %s", (environment, type, name) => {
    const messages = newMessages(check, environment, `${type}.${name}`, ({ cluster }) => {
      cluster.resource[type][name].subnet_ids.push("subnet-0a1b2c3d4e5f60718");
    });
    expect(messages).toContain("subnet_ids has subnet-0a1b2c3d4e5f60718");
  });

  const ownProfile = (subnet: string): string[] =>
    foundBy(
      check,
      environmentWithOwnFile(
        "mlapp",
        "cluster",
        `data "aws_subnet" "more" { id = "subnet-0a1b2c3d4e5f60718" }
resource "aws_eks_fargate_profile" "own" {
  cluster_name           = aws_eks_cluster.main.name
  fargate_profile_name   = "own"
  pod_execution_role_arn = aws_iam_role.fargate.arn
  subnet_ids             = [${subnet}]
  selector { namespace = "own" }
}`,
      ),
    );

  test("accepts an own profile in a subnet of the network layer, and in one that it reads", () => {
    expect(ownProfile("data.terraform_remote_state.network.outputs.private_workload_subnet_ids[0]")).toEqual(
      [],
    );
    expect(ownProfile("data.aws_subnet.more.id")).toEqual([]);
    expect(ownProfile('"subnet-0a1b2c3d4e5f60718"')).toEqual([]);
  });

  test("reports an own profile in a subnet that no block reads", () => {
    expect(ownProfile('"subnet-0f0f0f0f0f0f0f0f0"')).toEqual([
      expect.stringContaining("subnet_ids has subnet-0f0f0f0f0f0f0f0f0"),
    ]);
  });
});
