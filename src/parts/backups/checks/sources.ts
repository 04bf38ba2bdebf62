import { DATABASE_TYPES } from "../facts/backups";
import { asObject } from "../../../terraform/stack-json";
import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../../../terraform/environment-plan";
import { kubeflowPipelinesBuckets } from "../../kubeflow-pipelines/model";
import { mlflowServersOf } from "../../mlflow/model";
import { resolveReferences } from "../../../infrastructure/text-references";

/** Something whose loss a backup repairs. */
export interface BackupSource {
  readonly title: string;
  readonly arn: string;
  /** @default - it is not in these stacks, such as an existing bucket */
  readonly resource: PlannedResource | undefined;
}

/** The cluster, the model bucket, buckets of artifacts and databases of an environment. */
export const backupSources = memoizePerPlan((plan: EnvironmentPlan): readonly BackupSource[] => {
  const createdSources = (type: string): BackupSource[] =>
    plan.resources(type).map((resource) => ({
      title: resource.address,
      arn: resolveReferences(plan, inLayer(resource, `\${${resource.address}.arn}`)),
      resource,
    }));
  return [
    ...createdSources("aws_eks_cluster"),
    ...modelBuckets(plan),
    ...artifactBuckets(plan),
    ...DATABASE_TYPES.flatMap(createdSources),
  ];
});

/** Buckets in which MLflow servers and runs of pipelines store artifacts. */
function artifactBuckets(plan: EnvironmentPlan): BackupSource[] {
  const names = [
    ...mlflowServersOf(plan).flatMap(({ destination }) => destination.split("/")[2] ?? []),
    ...kubeflowPipelinesBuckets(plan),
  ];
  return plan.resources("aws_s3_bucket").flatMap((resource) => {
    const name = String(resource.config.bucket);
    if (!names.includes(name)) return [];
    const arn = resolveReferences(plan, inLayer(resource, `\${${resource.address}.arn}`));
    return [{ title: `bucket of artifacts ${name}`, arn, resource }];
  });
}

/** The bucket that the cluster layer names as that of the models. */
function modelBuckets(plan: EnvironmentPlan): BackupSource[] {
  const output = plan.stack("cluster")?.outputs["model_bucket_arn"];
  if (output === undefined) return [];
  const arn = resolveReferences(plan, { layer: "cluster", value: asObject(output)["value"] });
  const name = arn.slice(arn.lastIndexOf(":") + 1);
  const resource = plan.resources("aws_s3_bucket").find(({ config }) => config.bucket === name);
  return [{ title: `model bucket ${name}`, arn, resource }];
}
