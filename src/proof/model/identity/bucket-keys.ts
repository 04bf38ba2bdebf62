import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { asObject } from "../../terraform-json/stack-json";
import { block, memoizePerPlan, valueOf } from "../blocks";
import { knownText, resolveReferences } from "../references";

/**
 * The key of each bucket, by the bucket's name: of a bucket of this environment from its encryption, of an existing one as
 * the cluster stack declares it, since no data source has it.
 */
export const bucketKeys = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>();
  const outputs = plan.stack("cluster")?.outputs ?? {};
  const declared = (name: string): string | undefined =>
    knownText(plan, { layer: "cluster", value: asObject(outputs[name])["value"] });
  const [bucket, declaredKey] = [declared("model_bucket"), declared("model_bucket_kms_key_arn")];
  if (bucket !== undefined && declaredKey !== undefined) keys.set(bucket, declaredKey);
  for (const each of plan.resources("aws_s3_bucket_server_side_encryption_configuration")) {
    const byDefault = block(block(each.config.rule).apply_server_side_encryption_by_default);
    const key = byDefault.kms_master_key_id;
    if (key === undefined) continue;
    keys.set(
      resolveReferences(plan, valueOf(each, each.config.bucket)),
      resolveReferences(plan, valueOf(each, key)),
    );
  }
  return keys;
});
