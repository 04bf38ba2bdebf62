import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { EksFargateProfile } from "@cdktf/provider-aws/lib/eks-fargate-profile";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { NODE_GROUP_LABEL } from "../../src/core/labels";
import {
  type Json,
  type JsonObject,
  type StackJson,
  asArray,
  asObject,
} from "../../src/terraform-json/stack-json";
import { configWith } from "../support/environments";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS } from "../support/environments";
import { planOf } from "../support/reference-plans";
import "../support/terraform-matchers";

const PROD = "ml-inference-prod";

const clusterOf = (environment: string) => planOf(environment).stack("cluster");
const prodWith = (cluster: object) => planWith(PROD, { cluster });

/** Settings of the resource at `address`, which must exist. */
function settings(stack: StackJson, address: string): JsonObject {
  const resource = stack.find(address);
  if (!resource) throw new Error(`${stack.name} has no ${address}`);
  return Object.fromEntries(Object.entries(resource.config).filter(([key]) => key !== "//"));
}

const parsed = (text: Json | undefined): JsonObject => JSON.parse(text as string) as JsonObject;

const statements = (policy: Json | undefined) => asArray(parsed(policy)["Statement"]).map(asObject);

/** Everything that Terraform makes before the resource at `address`. */
function madeBefore(stack: StackJson, address: string): Set<string> {
  const all = stack.resources().map((resource) => resource.address);
  const before = new Set<string>();
  const pending = [address];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const text = JSON.stringify(settings(stack, next));
    for (const other of all) {
      if (other === next || before.has(other)) continue;
      if (new RegExp(`\\b${other.replace(".", "\\.")}\\b`).test(text)) {
        before.add(other);
        pending.push(other);
      }
    }
  }
  return before;
}

const subnet = (index: number) =>
  `\${data.terraform_remote_state.network.outputs.private_workload_subnet_ids[${index}]}`;

describe("the control plane", () => {
  test("EKS-01 the cluster stands in two zones, in private subnets, with the control plane's own group", () => {
    expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(EksCluster, {
      name: "ml-inference-prod-cluster",
      vpc_config: {
        endpoint_private_access: true,
        endpoint_public_access: false,
        security_group_ids: [
          "${data.terraform_remote_state.network.outputs.eks_control_plane_security_group_id}",
        ],
        subnet_ids: [subnet(0), subnet(1)],
      },
    });
  });

  test.each(ENVIRONMENTS)("EKS-01 %s: the Kubernetes version can be created today", (environment) => {
    const today = "2026-11-20";
    // First and last day of standard support, written out and not taken from the catalog. Source: Amazon EKS user
    // guide, "Understand the Kubernetes version lifecycle"; endoflife.date; AWS "What's new" (read on that day).
    const support = new Map<unknown, { begins: string; ends: string }>([
      ["1.34", { begins: "2025-10-02", ends: "2026-12-02" }],
      ["1.35", { begins: "2026-01-27", ends: "2027-03-27" }],
      ["1.36", { begins: "2026-06-02", ends: "2027-08-02" }],
      ["1.37", { begins: "2026-10-01", ends: "2027-12-01" }],
    ]);
    const supported = [...support].filter(([, { begins, ends }]) => begins <= today && today <= ends);
    const { version } = settings(clusterOf(environment), "aws_eks_cluster.main");
    expect(supported.map(([each]) => each)).toContain(version);
  });

  test("EKS-01 a cluster leaves standard support by an upgrade, not by a surcharge", () => {
    expect(settings(clusterOf(PROD), "aws_eks_cluster.main")["upgrade_policy"]).toEqual({
      support_type: "STANDARD",
    });
  });

  test("EKS-01 a zone that is added later moves neither the cluster nor the nodes that run", () => {
    const grown = planWith(PROD, { network: { zones: ["a", "b", "c"] }, cluster: { zones: ["a", "b"] } });
    const before = clusterOf(PROD);
    const after = grown.stack("cluster");
    const added = after
      .resources()
      .map((resource) => resource.address)
      .filter((address) => before.find(address) === undefined);
    expect(added).toEqual(["aws_eks_node_group.general_c"]);
    for (const address of [
      "aws_eks_cluster.main",
      "aws_eks_node_group.general_a",
      "aws_launch_template.general",
    ]) {
      expect(settings(after, address)).toEqual(settings(before, address));
    }
    expect(settings(after, "aws_eks_node_group.general_c")["subnet_ids"]).toEqual([subnet(2)]);
  });

  test("APP-01 the retail cluster has its name and stands in the private subnets", () => {
    const cluster = settings(clusterOf("retail-forecast"), "aws_eks_cluster.main");
    expect(cluster["name"]).toBe("mlops-retail-cluster");
    expect(asObject(cluster["vpc_config"])["subnet_ids"]).toEqual([subnet(0), subnet(1)]);
  });

  test.each(ENVIRONMENTS)(
    "EKS-02 %s: the API endpoint is private, and a public one is off in writing",
    (environment) => {
      const vpc = asObject(settings(clusterOf(environment), "aws_eks_cluster.main")["vpc_config"]);
      expect(vpc["endpoint_private_access"]).toBe(true);
      expect(vpc["endpoint_public_access"]).toBe(false);
      expect(vpc).not.toHaveProperty("public_access_cidrs");
    },
  );

  test("EKS-02 a public endpoint is for the named ranges only, beside the private one", () => {
    const stack = prodWith({ apiAccess: { publicCidrs: ["203.0.113.0/24"] } }).stack("cluster");
    expect(settings(stack, "aws_eks_cluster.main")["vpc_config"]).toMatchObject({
      endpoint_private_access: true,
      endpoint_public_access: true,
      public_access_cidrs: ["203.0.113.0/24"],
    });
  });

  test("EKS-04 secrets are encrypted by a key that rotates", () => {
    expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(KmsKey, { enable_key_rotation: true });
    expect(settings(clusterOf(PROD), "aws_eks_cluster.main")["encryption_config"]).toEqual({
      provider: { key_arn: "${aws_kms_key.cluster.arn}" },
      resources: ["secrets"],
    });
  });

  test("EKS-04 all five logs of the control plane are kept, in a group that is made before the cluster", () => {
    const stack = clusterOf(PROD);
    expect(settings(stack, "aws_eks_cluster.main")["enabled_cluster_log_types"]).toEqual([
      "api",
      "audit",
      "authenticator",
      "controllerManager",
      "scheduler",
    ]);
    expect(settings(stack, "aws_cloudwatch_log_group.control_plane")).toEqual({
      name: "/aws/eks/ml-inference-prod-cluster/cluster",
      retention_in_days: 30,
      kms_key_id: "${aws_kms_key.cluster.arn}",
    });
    expect(madeBefore(stack, "aws_eks_cluster.main")).toContain("aws_cloudwatch_log_group.control_plane");
  });

  test.each(ENVIRONMENTS)(
    "EKS-04 %s: the key admits CloudWatch Logs to every log group, by name",
    (environment) => {
      const stack = clusterOf(environment);
      const logs = statements(settings(stack, "aws_kms_key.cluster")["policy"]).find(
        (statement) => statement["Sid"] === "CloudWatchLogsEncrypts",
      );
      const admitted = asArray(
        asObject(asObject(logs?.["Condition"])["ArnLike"])["kms:EncryptionContext:aws:logs:arn"],
      ).map((arn) => String(arn).split(":log-group:")[1] ?? "");
      const groups = stack.resources("aws_cloudwatch_log_group");
      expect(groups).not.toEqual([]);
      for (const { address, config } of groups) {
        const name = config["name"] as string;
        const admits = admitted.some((pattern) =>
          pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
        );
        expect([address, admits, config["kms_key_id"], config["retention_in_days"]]).toEqual([
          address,
          true,
          "${aws_kms_key.cluster.arn}",
          30,
        ]);
      }
    },
  );
});

describe("who may do what", () => {
  test("EKS-03 the issuer is named in policies as IAM wants it, without https://", () => {
    expect(asObject(clusterOf(PROD).json["locals"])["oidc_issuer"]).toBe(
      '${replace(aws_eks_cluster.main.identity[0].oidc[0].issuer, "https://", "")}',
    );
  });

  test("EKS-03 IAM knows the cluster's identities, for tokens made out to STS", () => {
    expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(IamOpenidConnectProvider, {
      url: "${aws_eks_cluster.main.identity[0].oidc[0].issuer}",
      client_id_list: ["sts.amazonaws.com"],
    });
  });

  test.each(ENVIRONMENTS)(
    "EKS-03 %s: each IRSA role trusts one service account and the audience",
    (environment) => {
      const issuer = "${local.oidc_issuer}";
      const trusts = clusterOf(environment)
        .resources("aws_iam_role")
        .flatMap((role) => statements(role.config["assume_role_policy"]))
        .filter((statement) => statement["Action"] === "sts:AssumeRoleWithWebIdentity");
      expect(trusts).not.toEqual([]);
      for (const trust of trusts) {
        expect(trust["Principal"]).toEqual({ Federated: "${aws_iam_openid_connect_provider.irsa.arn}" });
        expect(trust["Condition"]).toEqual({
          StringEquals: {
            [`${issuer}:aud`]: "sts.amazonaws.com",
            [`${issuer}:sub`]: expect.stringMatching(/^system:serviceaccount:[a-z-]+:[a-z-]+$/),
          },
        });
      }
    },
  );

  test.each(ENVIRONMENTS)("EKS-03 %s: exactly the declared admins get in, and no creator", (environment) => {
    const stack = clusterOf(environment);
    const { admins } = configWith(environment).cluster;
    expect(settings(stack, "aws_eks_cluster.main")["access_config"]).toEqual({
      authentication_mode: "API",
      bootstrap_cluster_creator_admin_permissions: false,
    });
    const entries = stack.resources("aws_eks_access_entry");
    expect(entries.map((entry) => [entry.config["principal_arn"], entry.config["type"]])).toEqual(
      admins.map((admin) => [admin, "STANDARD"]),
    );
    const policies = stack.resources("aws_eks_access_policy_association");
    expect(policies.map((policy) => [policy.config["policy_arn"], policy.config["access_scope"]])).toEqual(
      admins.map(() => [
        "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        { type: "cluster" },
      ]),
    );
  });

  test("EKS-03 two admins get an entry each, with a path in the role's ARN too", () => {
    const admins = ["arn:aws:iam::222233334444:role/team/ml/on-call", "arn:aws:iam::222233334444:role/admin"];
    const entries = prodWith({ admins }).stack("cluster").resources("aws_eks_access_entry");
    expect(entries.map((entry) => entry.name)).toEqual(["admin_admin", "admin_on_call"]);
  });

  test("EKS-03 fails when no admin is declared", () => {
    expect(() => configWith(PROD, { cluster: { admins: [] } })).toThrow("at least one role");
  });

  test("EKS-03 the node role may join and pull images; addresses are the CNI's own business", () => {
    const policies = (role: string) =>
      clusterOf(PROD)
        .resources("aws_iam_role_policy_attachment")
        .filter(({ config }) => config["role"] === `\${aws_iam_role.${role}.name}`)
        .map(({ config }) => config["policy_arn"]);
    expect(policies("nodes")).toEqual([
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
    ]);
    expect(policies("vpc_cni")).toEqual(["arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"]);
  });

  test("EKS-03 ARNs follow the partition", () => {
    const admins = ["arn:aws-cn:iam::222233334444:role/admin"];
    const china = planWith(PROD, { region: "cn-north-1", cluster: { admins } }).text("cluster");
    expect(china).toContain("arn:aws-cn:eks::aws:cluster-access-policy/");
    expect(china).not.toContain("arn:aws:");
  });
});

describe("nodes", () => {
  test("EKS-05 one group a zone, two to four nodes in all, whose number autoscalers decide", () => {
    const groups = clusterOf(PROD).resources("aws_eks_node_group");
    expect(groups.map((group) => group.name)).toEqual(["general_a", "general_b"]);
    for (const [index, { config }] of groups.entries()) {
      expect(config).toMatchObject({
        instance_types: ["t3.medium"],
        ami_type: "AL2023_x86_64_STANDARD",
        capacity_type: "ON_DEMAND",
        subnet_ids: [subnet(index)],
        scaling_config: { min_size: 1, desired_size: 1, max_size: 2 },
        update_config: { max_unavailable: 1 },
        labels: { [NODE_GROUP_LABEL]: "general" },
        lifecycle: { ignore_changes: ["scaling_config[0].desired_size"] },
        version: settings(clusterOf(PROD), "aws_eks_cluster.main")["version"] as string,
      });
      expect(config).not.toHaveProperty("taint");
      expect(config).not.toHaveProperty("remote_access");
    }
  });

  test("EKS-05 disks are encrypted gp3 of 50 GiB, and instance metadata is out of reach of pods", () => {
    expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(LaunchTemplate, {
      block_device_mappings: [
        {
          device_name: "/dev/xvda",
          ebs: { volume_type: "gp3", volume_size: 50, encrypted: "true", delete_on_termination: "true" },
        },
      ],
      metadata_options: { http_endpoint: "enabled", http_tokens: "required", http_put_response_hop_limit: 1 },
      update_default_version: true,
    });
  });

  test.each(ENVIRONMENTS)(
    "SG-02 %s: every interface of a node carries the nodes' group alone",
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

  test("EKS-05 several groups differ in price, processor, disk and zones, and share one role", () => {
    const stack = prodWith({
      nodeGroups: {
        spot: { capacityType: "SPOT", instanceTypes: ["m7i.large", "m6i.large"] },
        arm: { instanceTypes: ["m7g.large"], zones: ["b"], diskGiB: 100 },
      },
    }).stack("cluster");
    const groups = stack.resources("aws_eks_node_group");
    expect(groups.map((group) => group.name)).toEqual(["arm_b", "spot_a", "spot_b"]);
    expect(new Set(groups.map((group) => group.config["node_role_arn"]))).toEqual(
      new Set(["${aws_iam_role.nodes.arn}"]),
    );
    expect(settings(stack, "aws_eks_node_group.spot_a")).toMatchObject({
      capacity_type: "SPOT",
      instance_types: ["m7i.large", "m6i.large"],
    });
    expect(settings(stack, "aws_eks_node_group.arm_b")).toMatchObject({
      ami_type: "AL2023_ARM_64_STANDARD",
      subnet_ids: [subnet(1)],
      launch_template: { id: "${aws_launch_template.arm.id}" },
    });
    expect(JSON.stringify(settings(stack, "aws_launch_template.arm"))).toContain('"volume_size":100');
  });

  test("EKS-05 GPU nodes get the driver image, and a taint that keeps other pods away", () => {
    const text = prodWith({ nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } }).text(
      "cluster",
    );
    expect(text).toHaveResourceWithProperties(EksNodeGroup, {
      ami_type: "AL2023_x86_64_NVIDIA",
      labels: { [NODE_GROUP_LABEL]: "gpu", "nvidia.com/gpu.present": "true" },
      taint: [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }],
    });
  });

  test.each(ENVIRONMENTS)(
    "TAG-01 %s: what EC2 launches carries the provider's tags and a name",
    (environment) => {
      const stack = clusterOf(environment);
      const provider = asObject(asArray(stack.providers["aws"])[0]);
      const tags = asObject(asObject(asArray(provider["default_tags"])[0])["tags"]);
      expect(Object.keys(tags).sort()).toEqual(["environment", "layer", "owner", "project", "repository"]);
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
          expect(each["tags"]).toEqual({ ...tags, Name: expect.stringMatching(/-general$/) });
        }
      }
      const cni = parsed(settings(stack, "aws_eks_addon.vpc_cni")["configuration_values"]);
      expect(parsed(asObject(cni["env"])["ADDITIONAL_ENI_TAGS"])).toEqual(tags);
    },
  );
});

describe("add-ons", () => {
  const NODE_ADDONS = ["vpc_cni", "kube_proxy", "eks_pod_identity_agent"];
  const POD_ADDONS = ["coredns", "metrics_server"];

  test.each(ENVIRONMENTS)(
    "EKS-06 %s: the add-ons are EKS's own, none brought by the cluster itself",
    (environment) => {
      const stack = clusterOf(environment);
      expect(settings(stack, "aws_eks_cluster.main")["bootstrap_self_managed_addons"]).toBe(false);
      expect(stack.resources("aws_eks_addon").map((addon) => addon.name)).toEqual(
        expect.arrayContaining([...NODE_ADDONS, ...POD_ADDONS]),
      );
    },
  );

  test("EKS-06 the CNI enforces network policies and takes addresses by prefix, by a role of its own", () => {
    const cni = settings(clusterOf(PROD), "aws_eks_addon.vpc_cni");
    expect(parsed(cni["configuration_values"])).toMatchObject({
      enableNetworkPolicy: "true",
      env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" },
    });
    expect(cni["service_account_role_arn"]).toBe("${aws_iam_role.vpc_cni.arn}");
    expect(JSON.stringify(settings(clusterOf(PROD), "aws_iam_role.vpc_cni"))).toContain(
      "system:serviceaccount:kube-system:aws-node",
    );
  });

  test.each(ENVIRONMENTS)(
    "EKS-06 %s: what nodes need is there before them, what runs as pods after",
    (environment) => {
      const stack = clusterOf(environment);
      const nodes = stack.resources("aws_eks_node_group").map((group) => group.address);
      expect(nodes).not.toEqual([]);
      for (const node of nodes) {
        const before = madeBefore(stack, node);
        for (const addon of NODE_ADDONS) expect(before).toContain(`aws_eks_addon.${addon}`);
        for (const addon of POD_ADDONS) expect(before).not.toContain(`aws_eks_addon.${addon}`);
        expect(before).toContain("aws_iam_role_policy_attachment.vpc_cni");
        expect(before).toContain("aws_iam_role_policy_attachment.nodes_worker_node");
        expect(before).toContain("aws_iam_role_policy_attachment.nodes_image_pull");
      }
      for (const addon of POD_ADDONS) {
        expect([...madeBefore(stack, `aws_eks_addon.${addon}`)]).toEqual(expect.arrayContaining(nodes));
      }
    },
  );

  test("EKS-06 a confirmed build is pinned, any other is looked up for the cluster's version", () => {
    const stack = prodWith({ version: "1.35" }).stack("cluster");
    expect(settings(stack, "aws_eks_addon.coredns")["addon_version"]).toBe("v1.13.2-eksbuild.21");
    expect(settings(stack, "aws_eks_addon.metrics_server")["addon_version"]).toBe(
      "${data.aws_eks_addon_version.metrics_server.version}",
    );
    expect(settings(stack, "data.aws_eks_addon_version.metrics_server")).toEqual({
      addon_name: "metrics-server",
      kubernetes_version: "1.35",
    });
    expect(stack.find("data.aws_eks_addon_version.coredns")).toBeUndefined();
  });

  test("EKS-06 an environment can ask for a build", () => {
    const addonVersions = { "vpc-cni": "v9.9.9-eksbuild.1", "eks-pod-identity-agent": "v8.8.8-eksbuild.1" };
    const stack = prodWith({ addonVersions }).stack("cluster");
    expect(settings(stack, "aws_eks_addon.vpc_cni")["addon_version"]).toBe("v9.9.9-eksbuild.1");
    expect(settings(stack, "aws_eks_addon.eks_pod_identity_agent")["addon_version"]).toBe(
      "v8.8.8-eksbuild.1",
    );
    expect(stack.find("data.aws_eks_addon_version.vpc_cni")).toBeUndefined();
  });
});

describe("observability", () => {
  const INSIGHTS = ["application", "dataplane", "host", "performance"];

  test.each([PROD, "retail-forecast"])(
    "EKS-08 %s: log groups stand before the agents that write to them",
    (environment) => {
      const stack = clusterOf(environment);
      const before = madeBefore(stack, "aws_eks_addon.amazon_cloudwatch_observability");
      for (const name of INSIGHTS) {
        const address = `aws_cloudwatch_log_group.insights_${name}`;
        const cluster = settings(stack, "aws_eks_cluster.main")["name"];
        expect(settings(stack, address)["name"]).toBe(`/aws/containerinsights/${cluster}/${name}`);
        expect(before).toContain(address);
      }
      expect(before).toContain("aws_eks_node_group.general_a");
      expect(before).toContain("aws_iam_role_policy_attachment.cloudwatch_agent");
    },
  );

  test("EKS-08 the agents ship logs and metrics by CloudWatch Logs alone: no traces, nothing put into pods", () => {
    expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(EksAddon, {
      addon_name: "amazon-cloudwatch-observability",
      service_account_role_arn: "${aws_iam_role.cloudwatch_agent.arn}",
      configuration_values: JSON.stringify({
        agent: {
          config: { logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } } },
        },
        manager: { applicationSignals: { autoMonitor: { monitorAllServices: false } } },
      }),
    });
    expect(JSON.stringify(settings(clusterOf(PROD), "aws_iam_role.cloudwatch_agent"))).toContain(
      "system:serviceaccount:amazon-cloudwatch:cloudwatch-agent",
    );
  });

  test("EKS-08 switched off, nothing of it is left", () => {
    const text = prodWith({ observability: false }).text("cluster");
    expect(text).not.toContain("cloudwatch-observability");
    expect(text).not.toContain("containerinsights");
    expect(text).not.toContain("cloudwatch_agent");
  });
});

describe("images and model files", () => {
  test("EKS-09 the image of each model has a repository: fixed tags, scans, encryption, an end to old images", () => {
    expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(EcrRepository, {
      name: "ml-inference-prod/ml-inference-api",
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: "KMS", kms_key: "${aws_kms_key.cluster.arn}" }],
      force_delete: false,
    });
    const policy = parsed(settings(clusterOf(PROD), "aws_ecr_lifecycle_policy.ml_inference_api")["policy"]);
    expect(
      asArray(policy["rules"]).map((rule) => asObject(asObject(rule)["selection"])["tagStatus"]),
    ).toEqual(["untagged", "any"]);
  });

  test("EKS-09 without internet the mirrored chart and its image have a repository too", () => {
    const names = (environment: string) =>
      clusterOf(environment)
        .resources("aws_ecr_repository")
        .map((repository) => repository.config["name"]);
    expect(names("retail-forecast")).toEqual([
      "retail-forecast/charts/aws-load-balancer-controller",
      "retail-forecast/eks/aws-load-balancer-controller",
      "retail-forecast/retail-forecast-api",
    ]);
    expect(names(PROD)).toEqual(["ml-inference-prod/ml-inference-api"]);
  });

  test.each(ENVIRONMENTS)("EKS-09 %s: every repository has a lifecycle", (environment) => {
    const stack = clusterOf(environment);
    const repositories = stack.resources("aws_ecr_repository");
    expect(repositories).not.toEqual([]);
    expect(stack.resources("aws_ecr_lifecycle_policy").map((policy) => policy.config["repository"])).toEqual(
      repositories.map((repository) => `\${${repository.address}.name}`),
    );
  });

  test("EKS-09 a model whose image lies elsewhere gets no repository", () => {
    const repository = "222233334444.dkr.ecr.ap-southeast-2.amazonaws.com/shared/api";
    const models = [{ name: "ml-inference-api", image: { repository, tag: "1.4.2" } }];
    expect(planWith(PROD, { models }).stack("cluster").resources("aws_ecr_repository")).toEqual([]);
  });

  test("API-07 the model bucket is made, and kept with its key", () => {
    const stack = clusterOf(PROD);
    expect(settings(stack, "aws_s3_bucket.models")).toEqual({
      bucket: "ml-inference-prod-models-222233334444",
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(settings(stack, "aws_kms_key.cluster")["lifecycle"]).toEqual({ prevent_destroy: true });
    expect(asObject(stack.outputs["model_bucket_kms_key_arn"])["value"]).toBe("${aws_kms_key.cluster.arn}");
  });

  test.each([
    [
      "private in all four ways",
      "public_access_block",
      {
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    ],
    ["owned by the account", "ownership_controls", { rule: { object_ownership: "BucketOwnerEnforced" } }],
    ["versioned", "versioning", { versioning_configuration: { status: "Enabled" } }],
    [
      "encrypted by the cluster's key",
      "server_side_encryption_configuration",
      {
        rule: [
          {
            apply_server_side_encryption_by_default: {
              sse_algorithm: "aws:kms",
              kms_master_key_id: "${aws_kms_key.cluster.arn}",
            },
            bucket_key_enabled: true,
          },
        ],
      },
    ],
  ])("API-07 the model bucket is %s", (_how, kind, expected) => {
    expect(settings(clusterOf(PROD), `aws_s3_bucket_${kind}.models`)).toEqual({
      bucket: "${aws_s3_bucket.models.id}",
      ...expected,
    });
  });

  test("API-07 the model bucket tiers its objects by use, and deletes none in use", () => {
    const lifecycle = settings(clusterOf(PROD), "aws_s3_bucket_lifecycle_configuration.models");
    const [rule, ...others] = asArray(lifecycle["rule"]);
    expect(lifecycle["bucket"]).toBe("${aws_s3_bucket.models.id}");
    expect(rule).toMatchObject({
      status: "Enabled",
      transition: [{ days: 0, storage_class: "INTELLIGENT_TIERING" }],
    });
    expect(rule).not.toHaveProperty("expiration");
    expect(others).toEqual([]);
  });

  test("API-07 a bucket that exists is named, not made", () => {
    const stack = clusterOf("mlapp");
    expect(stack.resources("aws_s3_bucket")).toEqual([]);
    expect(asObject(stack.outputs["model_bucket"])["value"]).toBe("mlapp-model-registry");
    expect(asObject(stack.outputs["model_bucket_arn"])["value"]).toBe("arn:aws:s3:::mlapp-model-registry");
    expect(stack.outputs).not.toHaveProperty("model_bucket_kms_key_arn");
    expect(settings(stack, "aws_kms_key.cluster")).not.toHaveProperty("lifecycle");
  });
});

describe("Fargate", () => {
  const fargate = () => clusterOf("mlapp");
  const output = (name: string) => `\${data.terraform_remote_state.network.outputs.${name}}`;
  const PODS = "${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}";

  test("FAR-01 the namespace of the models runs on Fargate, in the cluster's private subnets", () => {
    expect(planOf("mlapp").text("cluster")).toHaveResourceWithProperties(EksFargateProfile, {
      fargate_profile_name: "mlapp",
      selector: [{ namespace: "mlapp" }],
      subnet_ids: [subnet(0), subnet(1)],
      pod_execution_role_arn: "${aws_iam_role.fargate.arn}",
    });
  });

  test("FAR-01 DNS and the add-ons stay on nodes", () => {
    expect(settings(fargate(), "aws_eks_addon.coredns")).not.toHaveProperty("configuration_values");
    expect(fargate().resources("aws_eks_node_group")).not.toEqual([]);
    expect(fargate().resources("aws_eks_fargate_profile")).toHaveLength(1);
  });

  test("FAR-01 the pod execution role is for this cluster's profiles, and writes logs to one group", () => {
    const [trust] = statements(settings(fargate(), "aws_iam_role.fargate")["assume_role_policy"]);
    expect(trust).toMatchObject({
      Principal: { Service: "eks-fargate-pods.amazonaws.com" },
      Condition: {
        ArnLike: {
          "aws:SourceArn": "arn:aws:eks:us-east-1:333344445555:fargateprofile/${aws_eks_cluster.main.name}/*",
        },
      },
    });
    const [write] = statements(settings(fargate(), "aws_iam_role_policy.fargate")["policy"]);
    expect(write?.["Resource"]).toEqual([
      "${aws_cloudwatch_log_group.fargate.arn}",
      "${aws_cloudwatch_log_group.fargate.arn}:*",
    ]);
    expect(asObject(fargate().outputs["fargate_log_group"])["value"]).toBe(
      settings(fargate(), "aws_cloudwatch_log_group.fargate")["name"],
    );
  });

  test("FAR-01 pods, which carry the cluster's group, are reached and reach what they need", () => {
    const rules = (type: string) =>
      fargate()
        .resources(type)
        .map(({ name, config }) => [
          name,
          config["security_group_id"],
          config["referenced_security_group_id"],
          config["ip_protocol"],
          config["from_port"],
          config["to_port"],
        ]);
    const alb = output("alb_security_group_id");
    const nodes = output("eks_nodes_security_group_id");
    const endpoints = output("vpc_endpoints_security_group_id");
    expect(rules("aws_vpc_security_group_ingress_rule")).toEqual([
      ["cluster_from_alb_8000", PODS, alb, "tcp", 8000, 8000],
      ["cluster_from_alb_8501", PODS, alb, "tcp", 8501, 8501],
      ["cluster_from_nodes_10250", PODS, nodes, "tcp", 10250, 10250],
      ["endpoints_from_cluster_443", endpoints, PODS, "tcp", 443, 443],
      ["nodes_from_cluster_53", nodes, PODS, "tcp", 53, 53],
      ["nodes_from_cluster_53_udp", nodes, PODS, "udp", 53, 53],
    ]);
    expect(rules("aws_vpc_security_group_egress_rule")).toEqual([
      ["alb_to_cluster_8000", alb, PODS, "tcp", 8000, 8000],
      ["alb_to_cluster_8501", alb, PODS, "tcp", 8501, 8501],
      ["nodes_to_cluster_10250", nodes, PODS, "tcp", 10250, 10250],
    ]);
  });

  test("FAR-01 every rule says why it is there", () => {
    const rules = fargate()
      .resources()
      .filter((resource) => resource.type.startsWith("aws_vpc_security_group_"));
    expect(rules).not.toEqual([]);
    expect(rules.filter(({ config }) => !config["description"])).toEqual([]);
  });

  test("FAR-01 without Fargate there is no profile, no rule and no log group of it", () => {
    const stack = clusterOf(PROD);
    expect(stack.resources().filter(({ address }) => /fargate|security_group_/.test(address))).toEqual([]);
    expect(stack.outputs).not.toHaveProperty("fargate_log_group");
  });

  test("FAR-01 a zone that is added later does not replace the profile and its pods", () => {
    const grown = planWith("mlapp", { network: { zones: ["a", "b", "c"] }, cluster: { zones: ["a", "b"] } });
    const address = "aws_eks_fargate_profile.fargate";
    expect(settings(grown.stack("cluster"), address)).toEqual(settings(fargate(), address));
  });
});

test.each(ENVIRONMENTS)("OUT-02 %s: the cluster can be found and reached by its outputs", (environment) => {
  const { outputs } = clusterOf(environment);
  const { region } = configWith(environment);
  const name = settings(clusterOf(environment), "aws_eks_cluster.main")["name"];
  const values = Object.fromEntries(
    Object.entries(outputs).map(([output, block]) => [output, asObject(block)["value"]]),
  );
  expect(values).toMatchObject({
    cluster_name: "${aws_eks_cluster.main.name}",
    cluster_endpoint: "${aws_eks_cluster.main.endpoint}",
    cluster_certificate_authority: "${aws_eks_cluster.main.certificate_authority[0].data}",
    cluster_security_group_id: "${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}",
    oidc_provider_arn: "${aws_iam_openid_connect_provider.irsa.arn}",
    oidc_issuer: "${local.oidc_issuer}",
    update_kubeconfig_command: `aws eks update-kubeconfig --name ${name} --region ${region}`,
  });
});
