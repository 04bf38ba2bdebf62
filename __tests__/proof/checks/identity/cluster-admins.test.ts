import { clusterAdmins } from "../../../../src/proof/checks/identity/cluster-admins";
import { statedIn } from "../../../../src/proof/model/stated/stated";
import { altered, environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { configWith } from "../../../support/environments";
import { foundBy, newlyFound } from "../../../support/findings";
import { settingsFor } from "../../../support/recorded-causes";
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

describe("against the roles that the file names", () => {
  const stated = statedIn(settingsFor(configWith(ML)));
  const context = { statedOf: () => stated };
  const OTHER = "arn:aws:iam::222233334444:role/somebody-else";

  test("cluster-admins accepts the emitted entries", () => {
    expect(foundBy(clusterAdmins, environmentPlan(planWith(ML, {})), context)).toEqual([]);
  });

  test("cluster-admins accepts the role of Terraform", () => {
    const keys = { cluster: { deployerRole: "arn:aws:iam::222233334444:role/deployer" } };
    const ofKeys = statedIn(settingsFor(configWith(ML, keys)));
    expect(foundBy(clusterAdmins, environmentPlan(planWith(ML, keys)), { statedOf: () => ofKeys })).toEqual(
      [],
    );
  });

  test("cluster-admins finds an added administrator", () => {
    const plan = altered(ML, ({ cluster }) => {
      const { aws_eks_access_entry: entries, aws_eks_access_policy_association: policies } = cluster.resource;
      entries.other = { ...entries.admin_ml_platform_admin, principal_arn: OTHER };
      policies.other = { ...policies.admin_ml_platform_admin, principal_arn: OTHER };
    });
    expect(foundBy(clusterAdmins, plan, context)).toEqual([
      expect.stringContaining(`${OTHER} is not in cluster.admins, cluster.access or cluster.deployerRole`),
    ]);
  });

  test("cluster-admins finds an administrator in the place of another", () => {
    const plan = altered(ML, ({ cluster }) => {
      cluster.resource.aws_eks_access_entry.admin_ml_platform_admin.principal_arn = OTHER;
      cluster.resource.aws_eks_access_policy_association.admin_ml_platform_admin.principal_arn = OTHER;
    });
    expect(foundBy(clusterAdmins, plan, context)).toEqual([expect.stringContaining(OTHER)]);
  });

  test("cluster-admins judges no names without a record of the file", () => {
    expect(foundBy(clusterAdmins, environmentPlan(planWith(ML, {})))).toEqual([]);
  });
});
