import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import { PROD, clusterOf, prodWith, settings, statements } from "../cluster-stack";

test("EKS-03 policies use the issuer without https://, as IAM requires", () => {
  expect(asObject(clusterOf(PROD).json["locals"])["oidc_issuer"]).toBe(
    '${replace(aws_eks_cluster.main.identity[0].oidc[0].issuer, "https://", "")}',
  );
});

test("EKS-03 IAM has the cluster's OIDC provider, for tokens with the audience STS", () => {
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

test.each(ENVIRONMENTS)("EKS-03 %s: the creator of the cluster gets no access", (environment) => {
  expect(settings(clusterOf(environment), "aws_eks_cluster.main")["access_config"]).toEqual({
    authentication_mode: "API",
    bootstrap_cluster_creator_admin_permissions: false,
  });
});

test.each(ENVIRONMENTS)("EKS-03 %s: exactly the declared roles have access entries", (environment) => {
  const { admins, access } = configWith(environment).cluster;
  const entries = clusterOf(environment).resources("aws_eks_access_entry");
  expect(entries.map((entry) => [entry.config["principal_arn"], entry.config["type"]])).toEqual(
    [...access.map(({ role }) => role).sort(), ...admins].map((role) => [role, "STANDARD"]),
  );
});

test.each(ENVIRONMENTS)("EKS-03 %s: every declared admin has full access to the cluster", (environment) => {
  const { admins } = configWith(environment).cluster;
  const policies = clusterOf(environment)
    .resources("aws_eks_access_policy_association")
    .filter(({ name }) => name.startsWith("admin_"));
  expect(policies.map((policy) => [policy.config["policy_arn"], policy.config["access_scope"]])).toEqual(
    admins.map(() => [
      "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      { type: "cluster" },
    ]),
  );
});

test("EKS-03 each admin has an access entry, also with a path in the role's ARN", () => {
  const admins = ["arn:aws:iam::222233334444:role/team/ml/on-call", "arn:aws:iam::222233334444:role/admin"];
  const entries = prodWith({ admins }).stack("cluster").resources("aws_eks_access_entry");
  expect(entries.map((entry) => entry.name)).toEqual(["admin_admin", "admin_on_call"]);
});

test("EKS-03 fails when no admin is declared", () => {
  expect(() => configWith(PROD, { cluster: { admins: [] } })).toThrow("at least one role");
});

/** ARNs of the policies of an IAM role. */
const policiesOf = (role: string) =>
  clusterOf(PROD)
    .resources("aws_iam_role_policy_attachment")
    .filter(({ config }) => config["role"] === `\${aws_iam_role.${role}.name}`)
    .map(({ config }) => config["policy_arn"]);

test("EKS-03 the node role can join the cluster and pull images, and nothing else", () => {
  expect(policiesOf("nodes")).toEqual([
    "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
    "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
  ]);
});

test("EKS-03 the CNI has its permissions in its own role", () => {
  expect(policiesOf("vpc_cni")).toEqual(["arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"]);
});

test("EKS-03 ARNs have the region's partition", () => {
  const admins = ["arn:aws-cn:iam::222233334444:role/admin"];
  const china = planWith(PROD, { region: "cn-north-1", cluster: { admins } }).text("cluster");
  expect(china).toContain("arn:aws-cn:eks::aws:cluster-access-policy/");
  expect(china).not.toContain("arn:aws:");
});
