import { block, blocks, text, texts } from "../../terraform/stack-json";
import { PLANS_FOLDER } from "../../platform/plan-storage";
import { type Grant } from "./grants";
import { type LayerNames } from "./layer-names";

/**
 * Permissions of Terraform itself: the state with its lock, the states of other layers, stored plans, and the role for the
 * Kubernetes API. A plan locks the state too, but not before the merge.
 */
export function stateGrants(names: LayerNames): Grant[] {
  const own = names.ownStates();
  const read = names.readStates();
  const arn = (object: string): string => `arn:${names.partition}:s3:::${object}`;
  const buckets = [...new Set([...own, ...read].map(({ bucket }) => bucket))];
  const grant = (action: string, resources: readonly string[], isRead = true): Grant => ({
    action,
    resources,
    isRead,
  });
  const keys = names.regional("kms", ["key/*"]);
  const viaS3 = {
    StringLike: {
      "kms:EncryptionContext:aws:s3:arn": buckets.flatMap((bucket) => [arn(bucket), arn(`${bucket}/*`)]),
      "kms:ViaService": names.regions.map((region) => `s3.${region}.*`),
    },
  };
  return [
    ...(buckets.length === 0
      ? []
      : [
          grant("s3:ListBucket", buckets.map(arn)),
          { ...grant("kms:Decrypt", keys), condition: viaS3 },
          { ...grant("kms:GenerateDataKey", keys), condition: viaS3, writes: "lock" as const },
        ]),
    ...read.map(({ bucket, key }) => grant("s3:GetObject", [arn(`${bucket}/${key}`)])),
    ...own.flatMap(({ bucket, key }) => [
      grant("s3:GetObject", [arn(`${bucket}/${key}`)]),
      grant("s3:PutObject", [arn(`${bucket}/${key}`)], false),
      ...["s3:DeleteObject", "s3:GetObject", "s3:PutObject"].map((action) => ({
        ...grant(action, [arn(`${bucket}/${key}.tflock`)]),
        writes: "lock" as const,
      })),
    ]),
    ...storedPlans(names),
    ...clusterRoles(names).map((role) => grant("sts:AssumeRole", [role])),
  ];
}

/** A workflow stores the plan of a layer with the role of the plan, and fetches it with the role of the apply. */
const storedPlans = (names: LayerNames): Grant[] =>
  names.layers.flatMap((layer) =>
    names.statesOf(layer).flatMap(({ bucket }): Grant[] => {
      const resources = [
        `arn:${names.partition}:s3:::${bucket}/${PLANS_FOLDER}/*/${names.plan.name}-${layer}.tar.gz`,
      ];
      return [
        { action: "s3:PutObject", resources, isRead: true, writes: "stored plan" },
        { action: "s3:GetObject", resources, isRead: false },
      ];
    }),
  );

/** Roles that the Kubernetes and Helm providers assume. */
function clusterRoles(names: LayerNames): string[] {
  const settings = names.layers
    .map((layer) => names.plan.stack(layer)?.providers ?? {})
    .flatMap((providers) => [
      ...blocks(providers["kubernetes"]),
      ...blocks(providers["helm"]).flatMap((helm) => blocks(helm["kubernetes"])),
    ]);
  const roles = settings.flatMap((each) => {
    const args = texts(block(each["exec"])["args"]);
    return text(args[args.indexOf("--role-arn") + 1]) !== undefined && args.includes("--role-arn")
      ? String(args[args.indexOf("--role-arn") + 1])
      : [];
  });
  return [...new Set(roles)];
}
