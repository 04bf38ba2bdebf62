import { imageText } from "../../../../proof/model/images/image-reference";
import { kubeflowPipelinesProgramsOf, runsOf } from "../model/programs";
import { KNOWN_VERSIONS } from "../facts/kubeflow-pipelines";
import { type Check, at } from "../../../../proof/checks/check";
import { limitsOf } from "../../../../proof/model/kubernetes/quota-words";

export const pipelineStepsNotJudged: Check = {
  id: "pipeline-steps-not-judged",
  severity: "warning",
  title: "steps of pipelines come with each run, and programs have a known version",
  why: "these stacks do not contain the pods of runs: no check sees their images, requests, volumes or calls; facts of one version do not describe another",
  fix: "bound runs by the quota of the namespace, review the code of pipelines in its repository, and then waive this check",
  source: "src/platform/parts/kubeflow-pipelines/facts/kubeflow-pipelines.ts",
  run: (plan) => [
    ...runsOf(plan).map(({ pods: { owner } }) => ({
      ...at(owner.resource),
      message: `not judged: the steps of runs in ${owner.namespace}${limitsOf(plan, owner.namespace) || ", with any number of pods, since no quota limits them"}`,
    })),
    ...kubeflowPipelinesProgramsOf(plan)
      .filter(({ facts, image }) => image.tag !== KNOWN_VERSIONS[facts.set])
      .map(({ facts, image, pods: { owner } }) => ({
        ...at(owner.resource),
        message: `not judged: ${imageText(image)}, since the facts of ${facts.set} are those of ${KNOWN_VERSIONS[facts.set]}`,
        fix: `use ${KNOWN_VERSIONS[facts.set]}, or compare the permissions and settings of the new version yourself and waive this check`,
      })),
  ],
};
