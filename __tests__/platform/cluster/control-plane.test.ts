import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { asArray, asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import { PROD, clusterOf, prodWith, settings, statements, createdBefore, subnet } from "../cluster-stack";

test("EKS-01 the cluster is in private subnets of two zones, with the control plane's own security group", () => {
  expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(EksCluster, {
    name: "ml-inference-prod-cluster",
    vpc_config: {
      endpoint_private_access: true,
      endpoint_public_access: false,
      security_group_ids: [
        "${data.terraform_remote_state.network.outputs.eks_control_plane_security_group_id}",
      ],
      subnet_ids: [subnet("a"), subnet("b")],
    },
  });
});

test.each(ENVIRONMENTS)("EKS-01 %s: the Kubernetes version is in standard support", (environment) => {
  const today = "2026-11-20";
  // First and last day of standard support, written here and not read from the catalog. Source: Amazon EKS
  // user guide, "Understand the Kubernetes version lifecycle"; endoflife.date; AWS "What's new" (read on
  // that day).
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

test.each(ENVIRONMENTS)("EKS-01 %s: an import of the cluster does not replace it", (environment) => {
  // EKS does not return these arguments, so their values in an imported state are the provider's.
  const { ignore_changes: ignored } = asObject(
    settings(clusterOf(environment), "aws_eks_cluster.main")["lifecycle"],
  );
  expect(ignored).toEqual([
    "access_config[0].bootstrap_cluster_creator_admin_permissions",
    "bootstrap_self_managed_addons",
  ]);
});

test("EKS-01 the control plane of an adopted cluster keeps the name of its role", () => {
  const role = (environment: ReturnType<typeof clusterOf>) =>
    settings(environment, "aws_iam_role.cluster")["name"];
  expect(role(clusterOf(PROD))).toBe("ml-inference-cluster");
  expect(role(prodWith({ roleName: "eksctl-shop-ServiceRole" }).stack("cluster"))).toBe(
    "eksctl-shop-ServiceRole",
  );
});

test("EKS-01 EKS chooses the range of Services unless the file has one", () => {
  const ranges = (environment: ReturnType<typeof clusterOf>) =>
    settings(environment, "aws_eks_cluster.main")["kubernetes_network_config"];
  expect(ENVIRONMENTS.map((name) => ranges(clusterOf(name)))).toEqual(ENVIRONMENTS.map(() => undefined));
  expect(ranges(prodWith({ serviceCidr: "172.21.0.0/16" }).stack("cluster"))).toEqual({
    service_ipv4_cidr: "172.21.0.0/16",
  });
});

test("EKS-01 a cluster leaves standard support by an upgrade, not with extended support", () => {
  expect(settings(clusterOf(PROD), "aws_eks_cluster.main")["upgrade_policy"]).toEqual({
    support_type: "STANDARD",
  });
});

describe("an additional zone", () => {
  const before = clusterOf(PROD);
  const after = () =>
    planWith(PROD, { network: { zones: ["a", "b", "c"] }, cluster: { zones: ["a", "b"] } }).stack("cluster");

  test("EKS-01 an additional zone adds only its node group", () => {
    const added = after()
      .resources()
      .map((resource) => resource.address)
      .filter((address) => before.find(address) === undefined);
    expect(added).toEqual(["aws_eks_node_group.general_c"]);
  });

  test.each(["aws_eks_cluster.main", "aws_eks_node_group.general_a", "aws_launch_template.general"])(
    "EKS-01 an additional zone does not change %s",
    (address) => {
      expect(settings(after(), address)).toEqual(settings(before, address));
    },
  );

  test("EKS-01 the nodes of an additional zone are in its subnet", () => {
    expect(settings(after(), "aws_eks_node_group.general_c")["subnet_ids"]).toEqual([subnet("c")]);
  });
});

test("APP-01 the retail cluster has its name", () => {
  expect(settings(clusterOf("retail-forecast"), "aws_eks_cluster.main")["name"]).toBe("mlops-retail-cluster");
});

test("APP-01 the retail cluster is in the private subnets", () => {
  const vpc = asObject(settings(clusterOf("retail-forecast"), "aws_eks_cluster.main")["vpc_config"]);
  expect(vpc["subnet_ids"]).toEqual([subnet("a"), subnet("b")]);
});

test.each(ENVIRONMENTS)(
  "EKS-02 %s: the API endpoint is private, and the public one is explicitly off",
  (environment) => {
    const vpc = asObject(settings(clusterOf(environment), "aws_eks_cluster.main")["vpc_config"]);
    expect(vpc["endpoint_private_access"]).toBe(true);
    expect(vpc["endpoint_public_access"]).toBe(false);
    expect(vpc).not.toHaveProperty("public_access_cidrs");
  },
);

test("EKS-02 a public endpoint allows the named ranges only, in addition to the private one", () => {
  const stack = prodWith({ apiAccess: { publicCidrs: ["203.0.113.0/24"] } }).stack("cluster");
  expect(settings(stack, "aws_eks_cluster.main")["vpc_config"]).toMatchObject({
    endpoint_private_access: true,
    endpoint_public_access: true,
    public_access_cidrs: ["203.0.113.0/24"],
  });
});

test("EKS-04 secrets are encrypted with the cluster's key", () => {
  expect(settings(clusterOf(PROD), "aws_eks_cluster.main")["encryption_config"]).toEqual({
    provider: { key_arn: "${aws_kms_key.cluster.arn}" },
    resources: ["secrets"],
  });
});

test("EKS-04 the cluster's key rotates", () => {
  expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(KmsKey, { enable_key_rotation: true });
});

test("EKS-04 all five log types of the control plane are on", () => {
  expect(settings(clusterOf(PROD), "aws_eks_cluster.main")["enabled_cluster_log_types"]).toEqual([
    "api",
    "audit",
    "authenticator",
    "controllerManager",
    "scheduler",
  ]);
});

test("EKS-04 the logs of the control plane are encrypted and kept for 30 days", () => {
  expect(settings(clusterOf(PROD), "aws_cloudwatch_log_group.control_plane")).toEqual({
    name: "/aws/eks/ml-inference-prod-cluster/cluster",
    retention_in_days: 30,
    kms_key_id: "${aws_kms_key.cluster.arn}",
  });
});

test("EKS-04 the log group of the control plane is created before the cluster", () => {
  const before = createdBefore(clusterOf(PROD), "aws_eks_cluster.main");
  expect(before).toContain("aws_cloudwatch_log_group.control_plane");
});

test.each(ENVIRONMENTS)(
  "EKS-04 %s: the key policy allows CloudWatch Logs for every log group with the cluster's key, by name",
  (environment) => {
    const stack = clusterOf(environment);
    const logs = statements(settings(stack, "aws_kms_key.cluster")["policy"]).find(
      (statement) => statement["Sid"] === "CloudWatchLogsEncrypts",
    );
    const patterns = asArray(
      asObject(asObject(logs?.["Condition"])["ArnLike"])["kms:EncryptionContext:aws:logs:arn"],
    ).map((arn) => String(arn).split(":log-group:")[1] ?? "");
    const allows = (name: string): boolean =>
      patterns.some((pattern) =>
        pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
      );
    const names = stack
      .resources("aws_cloudwatch_log_group")
      .filter(({ config }) => config["kms_key_id"] === CLUSTER_KEY)
      .map(({ config }) => config["name"] as string);
    expect(names).not.toEqual([]);
    expect(names.filter((name) => !allows(name))).toEqual([]);
  },
);

test.each(ENVIRONMENTS)(
  "EKS-04 %s: every log group uses the cluster's key, or that of its database, and keeps logs for 30 days, or for a year where its file says so",
  (environment) => {
    const groups = clusterOf(environment).resources("aws_cloudwatch_log_group");
    expect(groups).not.toEqual([]);
    const days = environment === "ml-inference-hardened" ? 365 : 30;
    for (const { config } of groups) {
      const [, database] =
        /^\/aws\/rds\/instance\/ml-platform-(mlflow|pipelines)\//.exec(String(config["name"])) ?? [];
      const key = { mlflow: "mlflow", pipelines: "kubeflow_pipelines" }[database ?? ""];
      expect(config).toMatchObject({
        kms_key_id: key === undefined ? CLUSTER_KEY : `\${aws_kms_key.${key}_key.arn}`,
        retention_in_days: days,
      });
    }
  },
);

/** Key of the cluster in arguments. */
const CLUSTER_KEY = "${aws_kms_key.cluster.arn}";
