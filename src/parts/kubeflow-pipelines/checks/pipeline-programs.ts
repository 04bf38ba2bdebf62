import { number } from "../../../terraform/stack-json";
import { kubeflowPipelinesProgramsOf } from "../model/programs";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { pipelineAddressProblems } from "./addresses";
import { databaseProblems } from "./database-clients";
import { imageProblems } from "./images";
import { runProblems } from "./run-settings";
import { settingProblems } from "./variables";
import TEXTS from "./texts.json";

export const pipelinePrograms: Check = {
  ...ruleOf(TEXTS, "pipeline-programs"),
  run: (plan) =>
    kubeflowPipelinesProgramsOf(plan).flatMap((program) =>
      combinedFinding(program.pods.owner.resource, program.pods.owner.title, [
        ...(number(program.pods.owner.spec.replicas) === 0 ? ["it has no pod: replicas is 0"] : []),
        ...imageProblems(plan, program),
        ...settingProblems(plan, program),
        ...pipelineAddressProblems(plan, program),
        ...databaseProblems(plan, program),
        ...runProblems(plan, program),
      ]),
    ),
};
