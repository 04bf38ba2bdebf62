import { block, isTrue } from "../../terraform/stack-json";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const destroyProtection: Check = {
  ...ruleOf(TEXTS, "destroy-protection"),
  run: (plan) => {
    const kept = new Set<PlannedResource>([
      ...plan.resources("aws_s3_bucket"),
      ...bucketKeys(plan),
      ...stateKeys(plan),
    ]);
    return [...kept].flatMap((resource) =>
      combinedFinding(
        resource,
        "destroy protection",
        isTrue(block(resource.config["lifecycle"])["prevent_destroy"])
          ? []
          : ["lifecycle.prevent_destroy is not true"],
      ),
    );
  },
};

const bucketKeys = (plan: EnvironmentPlan): PlannedResource[] =>
  plan.resources("aws_s3_bucket_server_side_encryption_configuration").flatMap((encryption) => {
    const byDefault = block(block(encryption.config.rule).apply_server_side_encryption_by_default);
    const key = plan.target(inLayer(encryption, byDefault.kms_master_key_id));
    return key ? [key] : [];
  });

const stateKeys = (plan: EnvironmentPlan): PlannedResource[] =>
  plan.resources("aws_kms_key").filter(({ layer }) => layer === "state");
