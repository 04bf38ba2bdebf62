import { describeEnvironment } from "../environment";
import { type LoadedEnvironment } from "../loaded-environment";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem, forEach } from "../rule-problems";

/** Buckets that Terraform creates for an environment beside that of the models. */
function ownBuckets(
  name: string,
  config: EnvironmentConfig,
): { readonly bucket: string; readonly use: string }[] {
  const { names } = describeEnvironment(name, config);
  return [
    { bucket: names.stateBucket, use: "the Terraform state" },
    ...(config.accessLogs ? [{ bucket: names.logBucket, use: "access logs" }] : []),
  ];
}

/** Pods read the model bucket, so it is no bucket of the state or of logs, of any environment. */
export function modelBucketRules(
  environments: readonly LoadedEnvironment<EnvironmentConfig>[],
): (RuleProblem & { readonly environment: string })[] {
  const taken = environments.flatMap(({ name, config }) =>
    ownBuckets(name, config).map((each) => ({ ...each, owner: name })),
  );
  return forEach(environments, ({ name, config }) => {
    const { existingName } = config.modelBucket;
    const found = taken.find(({ bucket }) => bucket === existingName);
    return found
      ? [
          {
            environment: name,
            path: ["modelBucket", "existingName"],
            expected: `a bucket of model files; this is the bucket of ${found.use} of ${found.owner}, which pods would read`,
            fix: "name the bucket of the models, or remove existingName to create one",
          },
        ]
      : [];
  });
}
