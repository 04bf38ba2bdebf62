import { ENVIRONMENTS } from "../../support/environments";
import { PROD, clusterOf, prodWith, settings, parsed, createdBefore } from "../cluster-stack";

const NODE_ADDONS = ["vpc_cni", "kube_proxy", "eks_pod_identity_agent"];
const POD_ADDONS = ["coredns", "metrics_server"];

test.each(ENVIRONMENTS)("EKS-06 %s: the cluster bootstraps no add-ons of its own", (environment) => {
  const cluster = settings(clusterOf(environment), "aws_eks_cluster.main");
  expect(cluster["bootstrap_self_managed_addons"]).toBe(false);
});

test.each(ENVIRONMENTS)("EKS-06 %s: EKS manages all add-ons", (environment) => {
  const names = clusterOf(environment)
    .resources("aws_eks_addon")
    .map((addon) => addon.name);
  expect(names).toEqual(expect.arrayContaining([...NODE_ADDONS, ...POD_ADDONS]));
});

describe("the CNI", () => {
  const cni = settings(clusterOf(PROD), "aws_eks_addon.vpc_cni");

  test("EKS-06 the CNI enforces network policies", () => {
    expect(parsed(cni["configuration_values"])).toMatchObject({ enableNetworkPolicy: "true" });
  });

  test("EKS-06 the CNI uses prefix delegation", () => {
    expect(parsed(cni["configuration_values"])).toMatchObject({
      env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" },
    });
  });

  test("EKS-06 the CNI has its own role", () => {
    expect(cni["service_account_role_arn"]).toBe("${aws_iam_role.vpc_cni.arn}");
    expect(JSON.stringify(settings(clusterOf(PROD), "aws_iam_role.vpc_cni"))).toContain(
      "system:serviceaccount:kube-system:aws-node",
    );
  });
});

describe.each(ENVIRONMENTS)("%s", (environment) => {
  const stack = clusterOf(environment);
  const nodes = stack.resources("aws_eks_node_group").map((group) => group.address);

  test("EKS-06 there are node groups", () => {
    expect(nodes).not.toEqual([]);
  });

  test("EKS-06 add-ons that nodes need are created before the nodes", () => {
    for (const node of nodes) {
      const before = createdBefore(stack, node);
      for (const addon of NODE_ADDONS) expect(before).toContain(`aws_eks_addon.${addon}`);
    }
  });

  test("EKS-06 the roles of nodes and CNI have their permissions before the nodes exist", () => {
    for (const node of nodes) {
      const before = createdBefore(stack, node);
      expect(before).toContain("aws_iam_role_policy_attachment.vpc_cni");
      expect(before).toContain("aws_iam_role_policy_attachment.nodes_worker_node");
      expect(before).toContain("aws_iam_role_policy_attachment.nodes_image_pull");
    }
  });

  test.each(POD_ADDONS)("EKS-06 %s, which runs as pods, is created after the nodes", (addon) => {
    const address = `aws_eks_addon.${addon}`;
    expect([...createdBefore(stack, address)]).toEqual(expect.arrayContaining(nodes));
    for (const node of nodes) expect(createdBefore(stack, node)).not.toContain(address);
  });
});

describe("versions", () => {
  const stack = () => prodWith({ version: "1.35" }).stack("cluster");

  test("EKS-06 a known version is pinned", () => {
    expect(settings(stack(), "aws_eks_addon.coredns")["addon_version"]).toBe("v1.13.2-eksbuild.21");
    expect(stack().find("data.aws_eks_addon_version.coredns")).toBeUndefined();
  });

  test("EKS-06 any other version is looked up for the cluster's version", () => {
    expect(settings(stack(), "aws_eks_addon.metrics_server")["addon_version"]).toBe(
      "${data.aws_eks_addon_version.metrics_server.version}",
    );
    expect(settings(stack(), "data.aws_eks_addon_version.metrics_server")).toEqual({
      addon_name: "metrics-server",
      kubernetes_version: "1.35",
    });
  });

  test.each([
    ["vpc-cni", "vpc_cni"],
    ["eks-pod-identity-agent", "eks_pod_identity_agent"],
  ])("EKS-06 an environment can pin the version of %s", (addon, id) => {
    const pinned = prodWith({ addonVersions: { [addon]: "v9.9.9-eksbuild.1" } }).stack("cluster");
    expect(settings(pinned, `aws_eks_addon.${id}`)["addon_version"]).toBe("v9.9.9-eksbuild.1");
    expect(pinned.find(`data.aws_eks_addon_version.${id}`)).toBeUndefined();
  });
});
