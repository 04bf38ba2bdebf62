import { type Check } from "../../../checks/check";
import { pipelineLinks } from "./pipeline-links";
import { pipelinePermissions } from "./pipeline-permissions";
import { pipelinePrograms } from "./pipeline-programs";
import { pipelineQuota } from "./pipeline-quota";
import { pipelineRights } from "./pipeline-rights";
import { pipelineStepsNotJudged } from "./pipeline-steps-not-judged";

/** Checks of Kubeflow Pipelines. */
export const CHECKS: readonly Check[] = [
  pipelineRights,
  pipelinePermissions,
  pipelinePrograms,
  pipelineLinks,
  pipelineQuota,
  pipelineStepsNotJudged,
];
