import { resourceTags } from "../../../src/checks/terraform/resource-tags";
import { platformRoles } from "../../../src/checks/identity/platform-roles";
import { storageClass } from "../../../src/checks/workload/storage-class";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Edit, foundBy, within } from "../../support/findings";

const plan = () => planWith("ml-inference-prod", { components: { "ebs-csi": {} } });

test("the StorageClass of the part has no finding", () => {
  expect(foundBy(storageClass, environmentPlan(plan()))).toEqual([]);
});

const classOf = ({ platform }: Parameters<Edit>[0]): Editable =>
  platform.resource.kubernetes_storage_class_v1.ebs_csi as Editable;
const policyOf = ({ cluster }: Parameters<Edit>[0]): Editable =>
  cluster.resource.aws_iam_role_policy.ebs_csi as Editable;

const DEFAULT = "storageclass.kubernetes.io/is-default-class";
const zones = (...values: readonly string[]) => ({
  match_label_expressions: [{ key: "topology.kubernetes.io/zone", values }],
});

test("a class for a zone of nodes has no finding", () => {
  const zonal = altered(plan(), (all) => (classOf(all)["allowed_topologies"] = zones("ap-southeast-2a")));
  expect(foundBy(storageClass, zonal)).toEqual([]);
});

test("a second class that is not the default one has no finding of its own", () => {
  const two = altered(plan(), (all) => {
    const classes = all.platform.resource.kubernetes_storage_class_v1 as Editable;
    classes["fast"] = { ...classOf(all), metadata: { name: "fast" } };
  });
  expect(foundBy(storageClass, two)).toEqual([]);
});

test("storage-class finds two default classes", () => {
  const two = altered(plan(), (all) => {
    const classes = all.platform.resource.kubernetes_storage_class_v1 as Editable;
    classes["fast"] = { ...classOf(all), metadata: { ...classOf(all)["metadata"], name: "fast" } };
  });
  expect(foundBy(storageClass, two).join("\n")).toContain(
    "encrypted-gp3 and fast are default classes, and a claim without a class gets the newest",
  );
});

test.each<[what: string, edit: Edit, message: string]>([
  ["volumes without encryption", (all) => delete classOf(all)["parameters"].encrypted, "are not encrypted"],
  [
    "encryption that is switched off",
    (all) => (classOf(all)["parameters"].encrypted = "false"),
    "are not encrypted",
  ],
  ["no key", (all) => delete classOf(all)["parameters"].kmsKeyId, "it names no key"],
  [
    "a key that the role may not use",
    (all) => (classOf(all)["parameters"].kmsKeyId = "arn:aws:kms:eu-west-1:111122223333:key/other"),
    "does not allow kms:CreateGrant on its key",
  ],
  [
    "another type of volume",
    (all) => (classOf(all)["parameters"].type = "io2"),
    "have type io2, expected gp3",
  ],
  [
    "volumes before their pods",
    (all) => (classOf(all)["volume_binding_mode"] = "Immediate"),
    "it creates volumes before their pods",
  ],
  [
    "the binding mode of Kubernetes",
    (all) => delete classOf(all)["volume_binding_mode"],
    "it creates volumes before their pods",
  ],
  [
    "volumes that remain",
    (all) => (classOf(all)["reclaim_policy"] = "Retain"),
    "volumes of deleted claims remain",
  ],
  [
    "no driver",
    ({ cluster }) => delete cluster.resource.aws_eks_addon.ebs_csi_aws_ebs_csi_driver,
    "no add-on aws-ebs-csi-driver creates its volumes",
  ],
  [
    "a driver without a role",
    ({ cluster }) =>
      delete cluster.resource.aws_eks_addon.ebs_csi_aws_ebs_csi_driver.service_account_role_arn,
    "the driver has no role of this environment",
  ],
  [
    "a role without a grant",
    (all) => within(policyOf(all), "policy", (policy) => policy["Statement"].pop()),
    "does not allow kms:CreateGrant on its key",
  ],
  [
    "a role that uses the key itself",
    (all) => within(policyOf(all), "policy", (policy) => delete policy["Statement"][0].Condition),
    "does not limit kms:Decrypt to kms:ViaService = ec2.ap-southeast-2.amazonaws.com",
  ],
  [
    "a grant for anyone",
    (all) => within(policyOf(all), "policy", (policy) => delete policy["Statement"][1].Condition.Bool),
    "does not limit kms:CreateGrant to kms:ViaService = ec2.ap-southeast-2.amazonaws.com and kms:GrantIsForAWSResource = true",
  ],
  [
    "volumes that cannot grow",
    (all) => (classOf(all)["allow_volume_expansion"] = false),
    "its volumes cannot grow, so a full disk needs a new volume and a copy",
  ],
  [
    "volumes that cannot grow by default",
    (all) => delete classOf(all)["allow_volume_expansion"],
    "its volumes cannot grow",
  ],
  [
    "no default class",
    (all) => (classOf(all)["metadata"].annotations[DEFAULT] = "false"),
    "no StorageClass is the default one, so a claim without a class gets no volume",
  ],
  [
    "no annotation",
    (all) => delete classOf(all)["metadata"].annotations,
    "no StorageClass is the default one",
  ],
  [
    "a place that no zone is in",
    (all) => (classOf(all)["allowed_topologies"] = {}),
    "its allowedTopologies have no zone of the nodes, ap-southeast-2a, ap-southeast-2b",
  ],
  [
    "zones without nodes",
    (all) => (classOf(all)["allowed_topologies"] = zones("ap-southeast-2c")),
    "its allowedTopologies have no zone of the nodes",
  ],
])("storage-class finds %s", (_, edit, message) => {
  expect(foundBy(storageClass, altered(plan(), edit)).join("\n")).toContain(message);
});

test("platform-roles finds a role of the driver without its policy, and one with other permissions", () => {
  const without = altered(plan(), ({ cluster }) => {
    delete cluster.resource.aws_iam_role_policy_attachment.ebs_csi;
  });
  expect(foundBy(platformRoles, without).join("\n")).toContain("AmazonEBSCSIDriverPolicyV2 is not attached");
  const wide = altered(plan(), (all) =>
    within(policyOf(all), "policy", (policy) => (policy["Statement"][0].Action = "kms:*")),
  );
  expect(foundBy(platformRoles, wide).join("\n")).toContain("it has inline permissions: kms:*");
});

test("resource-tags finds a driver whose volumes have no tags", () => {
  const without = altered(plan(), ({ cluster }) => {
    delete cluster.resource.aws_eks_addon.ebs_csi_aws_ebs_csi_driver.configuration_values;
  });
  expect(foundBy(resourceTags, without).join("\n")).toContain(
    "volumes of claims lack environment, layer, owner, private-eks-inference, project, repository",
  );
});
