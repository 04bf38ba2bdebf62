import { type EnvironmentPlan, inLayer, memoizePerPlan } from "../../terraform/environment-plan";
import { knownText, resolveReferences } from "../text-references";
import { asObject, block } from "../../terraform/stack-json";

/**
 * The key of each bucket, by the bucket's name: of a bucket of this environment from its encryption, of an existing one as
 * the cluster stack declares it, since no data source has it.
 */
export const bucketKeys = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>();
  const [bucket, declaredKey] = [modelBucketOf(plan), declared(plan, "model_bucket_kms_key_arn")];
  if (bucket !== undefined && declaredKey !== undefined) keys.set(bucket, declaredKey);
  for (const each of plan.resources("aws_s3_bucket_server_side_encryption_configuration")) {
    const byDefault = block(block(each.config.rule).apply_server_side_encryption_by_default);
    const key = byDefault.kms_master_key_id;
    if (key === undefined) continue;
    keys.set(
      resolveReferences(plan, inLayer(each, each.config.bucket)),
      resolveReferences(plan, inLayer(each, key)),
    );
  }
  return keys;
});

/** Name of the bucket with the files of models. */
export const modelBucketOf = (plan: EnvironmentPlan): string | undefined => declared(plan, "model_bucket");

/** Value of an output of the cluster stack. */
const declared = (plan: EnvironmentPlan, name: string): string | undefined =>
  knownText(plan, {
    layer: "cluster",
    value: asObject((plan.stack("cluster")?.outputs ?? {})[name])["value"],
  });
