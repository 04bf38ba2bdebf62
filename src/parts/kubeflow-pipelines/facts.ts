export { RUN_IMAGES, type RunImage } from "./facts/kubeflow-pipelines";
export { DATABASE_PASSWORD_VARIABLE, PASSWORD_ARGUMENT } from "./facts/pipeline-settings";
