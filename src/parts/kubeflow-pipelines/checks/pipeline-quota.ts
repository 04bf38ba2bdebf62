import { nodeGroups } from "../../../infrastructure/capacity-nodes";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { runsOf } from "../model/programs";
import { GPU_QUOTA, gpusOf, stepQuotas } from "../model/step-quota";
import TEXTS from "./texts.json";

const KEY = "components.kubeflow-pipelines.maxGpus";
const CLAIMS = "persistentvolumeclaims";

export const pipelineQuota: Check = {
  ...ruleOf(TEXTS, "pipeline-quota"),
  run: (plan, { statedOf }) => {
    const gpus = statedOf(plan.name).steps?.gpus;
    return runsOf(plan).flatMap(({ pods: { owner } }) =>
      stepQuotas(plan, owner.namespace).flatMap((quota) =>
        combinedFinding(quota.resource, "the quota of steps", [
          ...gpuProblems(plan, gpusOf(quota), gpus),
          ...claimProblems(quota.hard[CLAIMS]),
        ]),
      ),
    );
  },
};

function gpuProblems(plan: EnvironmentPlan, allowed: string, stated: number | undefined): string[] {
  if (stated !== undefined && allowed !== String(stated))
    return [`${GPU_QUOTA} is ${allowed}, expected ${stated}, as the file states in ${KEY}`];
  if (allowed === "0" || nodeGroups(plan).some(({ hasNvidiaDriver }) => hasNvidiaDriver)) return [];
  return [`${GPU_QUOTA} is ${allowed}, and no node group has GPUs`];
}

const claimProblems = (allowed: unknown): string[] =>
  allowed === "0"
    ? []
    : [`${CLAIMS} ${allowed === undefined ? "is not limited" : `is ${String(allowed)}`}, expected 0`];
