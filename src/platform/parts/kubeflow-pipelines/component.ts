import {
  KUBEFLOW_PIPELINES,
  PIPELINES_NAMESPACE,
  pipelinesBucket,
  pipelinesDatabase,
} from "../../environment/kubeflow-pipelines";
import { PIPELINE_ACTIONS } from "../../names/artifact-actions";
import { awsLocation, bucketArn, regionalArn } from "../../../shared/aws/aws";
import { type ImageRow, component } from "../contract";
import { pipelinesRules } from "./rules";
import { type PipelinesSettings, settings } from "./settings";

/** Repository of the image of steps below that of the environment. No model has a name with a slash. */
export const STEPS_REPOSITORY = "platform/pipeline-steps";

const ofPipelines = (name: string): ImageRow => ({
  repository: `ghcr.io/kubeflow/kfp-${name}`,
  tag: "2.17.0",
});

const ofArgo = (name: string): ImageRow => ({ repository: `quay.io/argoproj/${name}`, tag: "v4.0.5" });

/**
 * Pipelines of training, by resources of this project instead of a chart, which does not exist (decisions/0062).
 *
 * Source of the images: kubeflow/pipelines 2.17.0, `manifests/kustomize` (read 2026-11-22).
 */
export const kubeflowPipelines = component<PipelinesSettings>({
  id: KUBEFLOW_PIPELINES,
  title: "Kubeflow Pipelines",
  namespace: PIPELINES_NAMESPACE,
  settings,
  rules: pipelinesRules,
  images: () => ({
    "api-server": ofPipelines("api-server"),
    frontend: ofPipelines("frontend"),
    "persistence-agent": ofPipelines("persistence-agent"),
    schedules: ofPipelines("scheduled-workflow-controller"),
    "metadata-proxy": ofPipelines("metadata-envoy"),
    driver: ofPipelines("driver"),
    launcher: ofPipelines("launcher"),
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
      buckets: [{ name: pipelinesBucket(environment), actions: PIPELINE_ACTIONS }],
      backedUp: [
        bucketArn(location, pipelinesBucket(environment)),
        regionalArn(location, "rds", `db:${pipelinesDatabase(environment)}`),
      ],
    };
  },
});
