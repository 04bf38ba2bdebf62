import {
  KUBEFLOW_PIPELINES,
  KUBEFLOW_PIPELINES_NAMESPACE,
  kubeflowPipelinesBucket,
  kubeflowPipelinesDatabase,
} from "./names";
import { awsLocation, bucketArn, regionalArn } from "../../facts/aws";
import { component, type Part } from "../../platform/contract";
import { MLFLOW } from "../mlflow/names";
import { STEP_LABELS } from "./labels";
import { noOwnBuckets } from "./own-buckets";
import { kubeflowPipelinesRules } from "./rules";
import { type KubeflowPipelinesSettings, settings } from "./settings";
import { bucketCalls } from "./step-buckets";
import { KUBEFLOW_PIPELINES_ACTIONS } from "./artifact-actions";

type ImageRow = Part["images"][string];

/** Repository of the image of steps below that of the environment. No model has a name with a slash. */
export const STEPS_REPOSITORY = "platform/pipeline-steps";

const ofKubeflowPipelines = (name: string): ImageRow => ({
  repository: `ghcr.io/kubeflow/kfp-${name}`,
  tag: "2.17.0",
});

const ofArgo = (name: string): ImageRow => ({ repository: `quay.io/argoproj/${name}`, tag: "v4.0.5" });

/**
 * Pipelines of training, by resources of this project instead of a chart, which does not exist (docs/decisions/0062).
 *
 * Source of the images: kubeflow/pipelines 2.17.0, `manifests/kustomize` (read 2026-11-22).
 */
export const kubeflowPipelines = component<KubeflowPipelinesSettings>({
  id: KUBEFLOW_PIPELINES,
  title: "Kubeflow Pipelines",
  namespace: KUBEFLOW_PIPELINES_NAMESPACE,
  kinds: {
    "argoproj.io": [
      ...["cronworkflows", "workflowartifactgctasks", "workflows", "workflowtaskresults"],
      ...["workflowtasksets", "workflowtemplates"],
    ],
    "kubeflow.org": ["scheduledworkflows"],
  },
  opensPages: { people: ["data-scientists"], workloads: ["ml-pipeline-ui"] },
  settings,
  rules: kubeflowPipelinesRules,
  rulesAcross: noOwnBuckets,
  images: () => ({
    "api-server": ofKubeflowPipelines("api-server"),
    frontend: ofKubeflowPipelines("frontend"),
    "persistence-agent": ofKubeflowPipelines("persistence-agent"),
    schedules: ofKubeflowPipelines("scheduled-workflow-controller"),
    "metadata-proxy": ofKubeflowPipelines("metadata-envoy"),
    driver: ofKubeflowPipelines("driver"),
    launcher: ofKubeflowPipelines("launcher"),
    metadata: { repository: "gcr.io/tfx-oss-public/ml_metadata_store_server", tag: "1.14.0" },
    "workflow-controller": ofArgo("workflow-controller"),
    executor: ofArgo("argoexec"),
  }),
  needs: () => ({
    services: [
      { service: "s3", why: "holds artifacts of pipelines" },
      { service: "sts", why: "exchanges the service accounts of pipelines for roles" },
    ],
  }),
  contributes: (environment) => {
    const location = awsLocation(environment.config.account, environment.config.region);
    return {
      repositories: [STEPS_REPOSITORY],
      buckets: [{ name: kubeflowPipelinesBucket(environment), actions: KUBEFLOW_PIPELINES_ACTIONS }],
      bucketCalls: environment.settings.stepsReach.buckets.flatMap((bucket) => bucketCalls(location, bucket)),
      podClients: environment.settings.stepsReach.mlflow
        ? [{ to: MLFLOW, pods: STEP_LABELS, namespace: KUBEFLOW_PIPELINES_NAMESPACE }]
        : [],
      backedUp: [
        bucketArn(location, kubeflowPipelinesBucket(environment)),
        regionalArn(location, "rds", `db:${kubeflowPipelinesDatabase(environment)}`),
      ],
    };
  },
});
