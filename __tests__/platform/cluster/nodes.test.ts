import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { NODE_LABELS } from "../../../src/facts/labels";
import { asArray, asObject } from "../../../src/terraform/stack-json";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { planWith } from "../../support/changed-plans";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import { PROD, clusterOf, prodWith, settings, parsed, subnet } from "../cluster-stack";

test("EKS-05 each zone has a node group in its private subnet", () => {
  const groups = clusterOf(PROD).resources("aws_eks_node_group");
  expect(groups.map(({ name, config }) => [name, config["subnet_ids"]])).toEqual([
    ["general_a", [subnet("a")]],
    ["general_b", [subnet("b")]],
  ]);
});

describe.each(["general_a", "general_b"])("node group %s", (name) => {
  const group = settings(clusterOf(PROD), `aws_eks_node_group.${name}`);

  test("EKS-05 a node group has its minimum of nodes, which Terraform sets", () => {
    expect(group).toMatchObject({ scaling_config: { min_size: 1, desired_size: 1, max_size: 2 } });
    expect(group).not.toHaveProperty("lifecycle");
  });

  test("EKS-05 nodes are on-demand instances of t3.medium with AL2023", () => {
    expect(group).toMatchObject({
      instance_types: ["t3.medium"],
      ami_type: "AL2023_x86_64_STANDARD",
      capacity_type: "ON_DEMAND",
    });
  });

  test("EKS-05 nodes have the cluster's Kubernetes version and are updated one by one", () => {
    expect(group).toMatchObject({
      version: settings(clusterOf(PROD), "aws_eks_cluster.main")["version"] as string,
      update_config: { max_unavailable: 1 },
    });
  });

  test("EKS-05 nodes have the label of their group and no taint", () => {
    expect(group).toMatchObject({ labels: { [NODE_LABELS.group]: "general" } });
    expect(group).not.toHaveProperty("taint");
  });

  test("EKS-05 nodes have no remote access", () => {
    expect(group).not.toHaveProperty("remote_access");
  });
});

test("EKS-05 with an autoscaler outside of Terraform, each node group leaves its number of nodes to it", () => {
  const groups = prodWith({ externalNodeAutoscaler: true }).stack("cluster").resources("aws_eks_node_group");
  expect(groups).not.toEqual([]);
  for (const { config } of groups) {
    expect(config["lifecycle"]).toEqual({ ignore_changes: ["scaling_config[0].desired_size"] });
  }
});

test("EKS-05 disks are encrypted gp3 of 50 GiB", () => {
  expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(LaunchTemplate, {
    block_device_mappings: [
      {
        device_name: "/dev/xvda",
        ebs: { volume_type: "gp3", volume_size: 50, encrypted: "true", delete_on_termination: "true" },
      },
    ],
  });
});

test("EKS-05 pods cannot reach instance metadata", () => {
  expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(LaunchTemplate, {
    metadata_options: { http_endpoint: "enabled", http_tokens: "required", http_put_response_hop_limit: 1 },
  });
});

test("EKS-05 the latest version of a launch template is its default", () => {
  expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(LaunchTemplate, {
    update_default_version: true,
  });
});

test.each(ENVIRONMENTS)(
  "SG-02 %s: every interface of a node has only the nodes' security group",
  (environment) => {
    const templates = clusterOf(environment).resources("aws_launch_template");
    expect(templates).not.toEqual([]);
    for (const { config } of templates) {
      expect(config).not.toHaveProperty("vpc_security_group_ids");
      expect(config["network_interfaces"]).toEqual([
        {
          associate_public_ip_address: "false",
          delete_on_termination: "true",
          security_groups: ["${data.terraform_remote_state.network.outputs.eks_nodes_security_group_id}"],
        },
      ]);
    }
  },
);

describe("several node groups", () => {
  const several = () =>
    prodWith({
      nodeGroups: {
        spot: { capacityType: "SPOT", instanceTypes: ["m7i.large", "m6i.large"] },
        arm: { instanceTypes: ["m7g.large"], zones: ["b"], diskGiB: 100 },
      },
    }).stack("cluster");

  test("EKS-05 each group is in the zones that it declares", () => {
    const groups = several().resources("aws_eks_node_group");
    expect(groups.map((group) => group.name)).toEqual(["arm_b", "spot_a", "spot_b"]);
    expect(settings(several(), "aws_eks_node_group.arm_b")["subnet_ids"]).toEqual([subnet("b")]);
  });

  test("EKS-05 all groups share one role", () => {
    const roles = several()
      .resources("aws_eks_node_group")
      .map((group) => group.config["node_role_arn"]);
    expect(new Set(roles)).toEqual(new Set(["${aws_iam_role.nodes.arn}"]));
  });

  test("EKS-05 a group can use spot instances of several types", () => {
    expect(settings(several(), "aws_eks_node_group.spot_a")).toMatchObject({
      capacity_type: "SPOT",
      instance_types: ["m7i.large", "m6i.large"],
    });
  });

  test("EKS-05 a group of ARM instances has the ARM image", () => {
    expect(settings(several(), "aws_eks_node_group.arm_b")["ami_type"]).toBe("AL2023_ARM_64_STANDARD");
  });

  test("EKS-05 a group can have its own disk size, in its own launch template", () => {
    expect(settings(several(), "aws_eks_node_group.arm_b")).toMatchObject({
      launch_template: { id: "${aws_launch_template.arm.id}" },
    });
    expect(JSON.stringify(settings(several(), "aws_launch_template.arm"))).toContain('"volume_size":100');
  });
});

describe("shells on nodes through Systems Manager", () => {
  const permissions = (plan: Plan) =>
    plan
      .stack("cluster")
      .resources("aws_iam_role_policy")
      .filter(({ config }) => config["role"] === "${aws_iam_role.nodes.name}")
      .map(({ config }) => JSON.parse(String(config["policy"])) as unknown);
  const endpoints = (plan: Plan) =>
    plan
      .stack("network")
      .resources("aws_vpc_endpoint")
      .map(({ config }) => String(config["service_name"]).replace(/^com\.amazonaws\.[\w-]+\./, ""));

  test("need two endpoints, and what the agent calls: no read of parameters or documents", () => {
    const plan = planWith("retail-forecast", { cluster: { sessionManager: true } });
    expect(permissions(plan)).toMatchObject([
      {
        Statement: [
          {
            Effect: "Allow",
            Action: [
              "ssm:UpdateInstanceInformation",
              "ssmmessages:CreateControlChannel",
              "ssmmessages:CreateDataChannel",
              "ssmmessages:OpenControlChannel",
              "ssmmessages:OpenDataChannel",
            ],
          },
        ],
      },
    ]);
    expect(plan.text("cluster")).not.toContain("AmazonSSMManagedInstanceCore");
    expect(endpoints(plan)).toEqual(expect.arrayContaining(["ssm", "ssmmessages"]));
  });

  test("are off by default", () => {
    expect(permissions(planOf("retail-forecast"))).toEqual([]);
    expect(endpoints(planOf("retail-forecast"))).not.toContain("ssm");
  });
});

describe("GPU nodes", () => {
  const text = () =>
    prodWith({ nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } }).text("cluster");
  const labels = { [NODE_LABELS.group]: "gpu", "nvidia.com/gpu.present": "true" };

  test("EKS-05 GPU nodes have the image with the driver", () => {
    expect(text()).toHaveResourceWithProperties(EksNodeGroup, { ami_type: "AL2023_x86_64_NVIDIA", labels });
  });

  test("EKS-05 GPU nodes have a taint that repels other pods", () => {
    expect(text()).toHaveResourceWithProperties(EksNodeGroup, {
      labels,
      taint: [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }],
    });
  });
});

describe.each(ENVIRONMENTS)("%s", (environment) => {
  const stack = clusterOf(environment);
  const provider = asObject(asArray(stack.providers["aws"])[0]);
  const tags = asObject(asObject(asArray(provider["default_tags"])[0])["tags"]);

  test("TAG-01 instances, volumes and interfaces have the provider's tags and a name", () => {
    const { tags: own } = configWith(environment);
    const ours = ["environment", "layer", "owner", "private-eks-inference", "project", "repository"];
    expect(Object.keys(tags).sort()).toEqual([...Object.keys(own), ...ours].sort());
    const templates = stack.resources("aws_launch_template");
    expect(templates).not.toEqual([]);
    for (const { config } of templates) {
      const specifications = asArray(config["tag_specifications"]).map(asObject);
      expect(specifications.map((each) => each["resource_type"])).toEqual([
        "instance",
        "volume",
        "network-interface",
      ]);
      for (const each of specifications) {
        expect(each["tags"]).toEqual({
          ...tags,
          Name: expect.stringMatching(/-(general|forecast|reserved|chat|large)$/),
        });
      }
    }
  });

  test("TAG-01 interfaces that the CNI creates have the provider's tags", () => {
    const cni = parsed(settings(stack, "aws_eks_addon.vpc_cni")["configuration_values"]);
    expect(parsed(asObject(cni["env"])["ADDITIONAL_ENI_TAGS"])).toEqual(tags);
  });
});

test.each([
  [3, { max_unavailable: 3 }],
  ["50%", { max_unavailable_percentage: 50 }],
])("an update drains as many nodes as the file states: %s", (maxUnavailable, expected) => {
  const plan = prodWith({ nodeGroups: { general: { maxUnavailable } } });
  expect(plan.text("cluster")).toHaveResourceWithProperties(EksNodeGroup, { update_config: expected });
});
