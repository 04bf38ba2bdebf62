import { type Environment, describeEnvironment } from "../../environment/environment";
import { hasMlflow, mlflowBucket } from "../mlflow/names";
import { KUBEFLOW_PIPELINES, kubeflowPipelinesBucket } from "./names";
import { type KubeflowPipelinesSettings } from "./settings";
import { type RuleProblem, forEach } from "../../environment/rule-problems";

/** An environment that has the part. */
type Having = Pick<Environment, "name" | "config"> & { readonly settings: KubeflowPipelinesSettings };

/** Steps reach no bucket that the environment owns: their code would change what its programs rely on. */
export const noOwnBuckets = (
  environments: readonly Having[],
): (RuleProblem & { readonly environment: string })[] =>
  forEach(environments, (environment) => {
    const own = ownBuckets(environment);
    return forEach(environment.settings.stepsReach.buckets, ({ name }, index) => {
      const found = own.find(({ bucket }) => bucket === name);
      return found
        ? [
            {
              environment: environment.name,
              path: ["components", KUBEFLOW_PIPELINES, "stepsReach", "buckets", index, "name"],
              got: name,
              expected: `a bucket of yours; this is the bucket of ${found.use}, and ${found.why}`,
              fix: found.fix,
            },
          ]
        : [];
    });
  });

interface OwnBucket {
  readonly bucket: string;
  readonly use: string;
  readonly why: string;
  readonly fix: string;
}

function ownBuckets({ name, config }: Having): OwnBucket[] {
  const { names } = describeEnvironment(name, config);
  return [
    {
      bucket: names.modelBucket,
      use: "models",
      why: "any step could change the files of every model",
      fix: "remove the entry, and name the model in components.mlflow.promotes, whose job copies its versions; docs/parts/kubeflow-pipelines-steps.md also has the way without MLflow",
    },
    {
      bucket: names.stateBucket,
      use: "the Terraform state",
      why: "its files have values of all resources",
      fix: "remove the entry",
    },
    ...(config.accessLogs
      ? [
          {
            bucket: names.logBucket,
            use: "access logs",
            why: "steps could read who calls the models",
            fix: "remove the entry, or export the logs to a bucket of yours",
          },
        ]
      : []),
    {
      bucket: kubeflowPipelinesBucket({ name, config }),
      use: "artifacts of pipelines",
      why: "steps reach all of it already",
      fix: "remove the entry",
    },
    ...(hasMlflow(config)
      ? [
          {
            bucket: mlflowBucket({ name, config }),
            use: "artifacts of MLflow",
            why: "its server stores and sends them with its own role",
            fix: "remove the entry, and set stepsReach.mlflow: true",
          },
        ]
      : []),
  ];
}
