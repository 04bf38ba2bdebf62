import { clusterAdmins } from "../../../src/checks/identity/cluster-admins";
import { statedIn } from "../../../src/infrastructure/stated";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { CONTEXT, foundBy, newlyFound } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";
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

describe("the ConfigMap aws-auth, which EKS does not read in the mode API", () => {
  const metadata = [{ name: "aws-auth", namespace: "kube-system" }];
  const data = { mapRoles: "- rolearn: arn:aws:iam::222233334444:role/x" };
  const manifest = { apiVersion: "v1", kind: "ConfigMap", metadata: metadata[0], data };

  test.each([
    ["kubernetes_config_map_v1", { metadata, data }],
    ["kubernetes_config_map", { metadata: metadata[0], data }],
    ["kubernetes_config_map_v1_data", { metadata, data, force: true }],
    ["kubernetes_manifest", { manifest }],
  ])("cluster-admins finds it as %s, once, with access entries as the fix", (type, config) => {
    const plan = altered(ML, ({ models }) => (models.resource[type] = { x: config }));
    const findings = clusterAdmins.run(plan, CONTEXT);
    expect(findings).toEqual([
      {
        layer: "models",
        address: `${type}.x`,
        message:
          "ConfigMap aws-auth: EKS does not read it, since the authentication mode of the cluster is API",
        refusesBlock: true,
        fix: expect.stringMatching(/^remove it.*cluster\.admins.*cluster\.access/) as unknown,
      },
    ]);
  });

  test("cluster-admins accepts other ConfigMaps of kube-system, and that name elsewhere", () => {
    const plan = altered(ML, ({ models }) => {
      models.resource.kubernetes_config_map_v1 = {
        ...models.resource.kubernetes_config_map_v1,
        x: { metadata: [{ name: "coredns-custom", namespace: "kube-system" }], data },
        y: { metadata: [{ name: "aws-auth", namespace: "ml-inference" }], data },
      };
    });
    expect(foundBy(clusterAdmins, plan)).toEqual([]);
  });

  test("cluster-admins does not find it where EKS reads it", () => {
    const plan = altered(ML, ({ models, cluster }) => {
      models.resource.kubernetes_config_map_v1 = { x: { metadata, data } };
      cluster.resource.aws_eks_cluster.main.access_config.authentication_mode = "API_AND_CONFIG_MAP";
    });
    expect(foundBy(clusterAdmins, plan)).toEqual([
      expect.stringContaining("its authentication mode is not API"),
    ]);
  });
});

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
