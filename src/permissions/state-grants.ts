import { block, blocks, text, texts } from "../analysis/blocks";
import { type Grant } from "./grants";
import { type LayerNames } from "./layer-names";

/**
 * Permissions of Terraform itself: the state with its lock, the states of other layers, and the role for the Kubernetes API. A
 * plan locks the state too.
 */
export function stateGrants(names: LayerNames): Grant[] {
  const own = names.backend();
  const read = names.readStates();
  const arn = (object: string): string => `arn:${names.partition}:s3:::${object}`;
  const buckets = [...new Set([...(own ? [own] : []), ...read].map(({ bucket }) => bucket))];
  const grant = (action: string, resources: readonly string[], isRead = true): Grant => ({
    action,
    resources,
    isRead,
  });
  const keys = names.regional("kms", ["key/*"]);
  const viaS3 = { StringLike: { "kms:ViaService": names.regions.map((region) => `s3.${region}.*`) } };
  return [
    ...(buckets.length === 0
      ? []
      : [
          grant("s3:ListBucket", buckets.map(arn)),
          { ...grant("kms:Decrypt", keys), condition: viaS3 },
          { ...grant("kms:GenerateDataKey", keys), condition: viaS3 },
        ]),
    ...read.map(({ bucket, key }) => grant("s3:GetObject", [arn(`${bucket}/${key}`)])),
    ...(own
      ? [
          grant("s3:GetObject", [arn(`${own.bucket}/${own.key}`)]),
          grant("s3:PutObject", [arn(`${own.bucket}/${own.key}`)], false),
          ...["s3:DeleteObject", "s3:GetObject", "s3:PutObject"].map((action) =>
            grant(action, [arn(`${own.bucket}/${own.key}.tflock`)]),
          ),
        ]
      : []),
    ...clusterRoles(names).map((role) => grant("sts:AssumeRole", [role])),
  ];
}

/** Roles that the Kubernetes and Helm providers assume. */
function clusterRoles(names: LayerNames): string[] {
  const providers = names.plan.stack(names.layer)?.providers ?? {};
  const settings = [
    ...blocks(providers["kubernetes"]),
    ...blocks(providers["helm"]).flatMap((helm) => blocks(helm["kubernetes"])),
  ];
  const roles = settings.flatMap((each) => {
    const args = texts(block(each["exec"])["args"]);
    return text(args[args.indexOf("--role-arn") + 1]) !== undefined && args.includes("--role-arn")
      ? String(args[args.indexOf("--role-arn") + 1])
      : [];
  });
  return [...new Set(roles)];
}
