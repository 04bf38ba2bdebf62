export { kubeflowPipelinesProgramsOf, runsOf } from "./model/programs";
export { kubeflowPipelinesBuckets } from "./model/settings";
export { mayUseGpus } from "./model/step-quota";
