import { clusterAdmins } from "../../../src/checks/identity/cluster-admins";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy, newlyFound } from "../../support/findings";
import { type Case, ML } from "./edits";

const CHECK = [clusterAdmins];

test.each<Case>([
  [
    "a cluster without an administrator",
    ML,
    ({ cluster }) => delete cluster.resource.aws_eks_access_policy_association,
    "it has no administrator: no entry has AmazonEKSClusterAdminPolicy for the whole cluster",
  ],
  [
    "a creator who stays administrator",
    ML,
    ({ cluster }) =>
      (cluster.resource.aws_eks_cluster.main.access_config.bootstrap_cluster_creator_admin_permissions = true),
    "its creator stays administrator",
  ],
  [
    "an administrator of another account",
    ML,
    ({ cluster }) =>
      (cluster.resource.aws_eks_access_entry.admin_ml_platform_admin.principal_arn =
        "arn:aws:iam::999999999999:role/a"),
    "arn:aws:iam::999999999999:role/a is not a role of account 222233334444",
  ],
  [
    "the aws-auth ConfigMap beside access entries",
    ML,
    ({ cluster }) =>
      (cluster.resource.aws_eks_cluster.main.access_config.authentication_mode = "API_AND_CONFIG_MAP"),
    "its authentication mode is not API, so the aws-auth ConfigMap also grants access",
  ],
])("cluster-admins finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

test.each(["PlatformAdmin", "AWSReservedSSO_Admin_0123456789abcdef", "team-a/Platform.Admin"])(
  "cluster-admins accepts the administrator role %s",
  (role) => {
    const plan = planWith(ML, { cluster: { admins: [`arn:aws:iam::222233334444:role/${role}`] } });
    expect(foundBy(clusterAdmins, environmentPlan(plan))).toEqual([]);
  },
);
