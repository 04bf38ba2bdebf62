import { clusterCredentials } from "../../../src/checks/cluster/cluster-credentials";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, findingsOf } from "../terraform/edits";

const findings = findingsOf(clusterCredentials);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(clusterCredentials, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a token in the configuration", () => {
  expect(findings(ML, ({ models }) => (models.provider.kubernetes[0].token = "x"))).toEqual([
    "provider.kubernetes: Kubernetes provider: token is in the configuration",
  ]);
});

test("accepts a certificate authority in a local value", () => {
  const edit: Edit = ({ models }) => {
    const { cluster_ca_certificate: authority } = models.provider.kubernetes[0];
    models.locals = { ...models.locals, authority: authority.replace("(", "( ") };
    models.provider.kubernetes[0].cluster_ca_certificate = "${local.authority}";
  };
  expect(findings(ML, edit)).toEqual([]);
});

test("reports a certificate authority that is not decoded", () => {
  const edit: Edit = ({ models }) => {
    const { cluster_ca_certificate: authority } = models.provider.kubernetes[0];
    models.provider.kubernetes[0].cluster_ca_certificate = authority.replace("base64decode", "base64encode");
  };
  expect(findings(ML, edit)).toEqual([
    expect.stringContaining("its certificate authority is not the cluster's"),
  ]);
});

test("reports the host of another cluster", () => {
  const edit: Edit = ({ models }) => (models.provider.helm[0].kubernetes.host = "https://example.com");
  expect(findings(ML, edit)).toEqual([
    "provider.helm: Helm provider: its host is not the endpoint of this environment's cluster",
  ]);
});

const withDeployer = planWith(ML, {
  cluster: { deployerRole: "arn:aws:iam::222233334444:role/platform/TerraformDeployer" },
});

test("accepts a deployer role", () => {
  expect(foundBy(clusterCredentials, environmentPlan(withDeployer))).toEqual([]);
});

test("reports a deployer role without an access entry", () => {
  const plan = altered(withDeployer, ({ cluster }) => {
    delete cluster.resource.aws_eks_access_entry.admin_TerraformDeployer;
  });
  expect(foundBy(clusterCredentials, plan)).toContain(
    "provider.kubernetes: Kubernetes provider: it assumes arn:aws:iam::222233334444:role/platform/TerraformDeployer, " +
      "which has no access entry with administrator rights",
  );
});

test("reports another option of the credential command", () => {
  const plan = altered(withDeployer, ({ models }) => {
    models.provider.kubernetes[0].exec[0].args.push("--profile", "mine");
  });
  expect(foundBy(clusterCredentials, plan)).toEqual([
    expect.stringContaining(
      "provider.kubernetes: Kubernetes provider: its credential does not come from aws eks get-token",
    ),
  ]);
});
