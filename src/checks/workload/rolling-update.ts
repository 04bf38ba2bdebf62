import { isTrue, number } from "../../terraform/stack-json";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";
import { platformProgramsOf } from "../../infrastructure/kubernetes-programs";
import { type Specs } from "../../infrastructure/kubernetes-api";

export const rollingUpdate: Check = {
  ...ruleOf(TEXTS, "rolling-update"),
  run: (plan) => {
    const alone = new Set(
      objectsOf(plan)
        .pods.filter((pods) => platformProgramsOf(plan).of(pods)?.isAlone)
        .map(({ owner }) => owner),
    );
    return objectsOf(plan)
      .ofKind("deployment")
      .flatMap((deployment) =>
        combinedFinding(deployment.resource, deployment.title, [
          ...(alone.has(deployment) ? problemsOfOne(deployment) : strategyProblems(deployment)),
          ...(isTrue(deployment.spec.paused) ? ["it is paused, so no change of its pods is rolled out"] : []),
        ]),
      );
  },
};

function strategyProblems({ spec }: KubernetesObject<Specs["deployment"]>): string[] {
  const { type = "RollingUpdate", rollingUpdate: rolling } = spec.strategy ?? {};
  const { maxUnavailable: lost = "25%", maxSurge: surge = "25%" } = rolling ?? {};
  return [
    ...(type === "RollingUpdate" ? [] : ["a rollout stops all pods before it starts new ones"]),
    ...(number(lost) === 0 ? [] : [`maxUnavailable is ${String(lost)}, expected 0`]),
    ...(number(surge) === 0 || surge === "0%" ? ["maxSurge is 0, so a rollout cannot proceed"] : []),
  ];
}

/** Problems of a program of which two pods would do the same work twice. */
function problemsOfOne({ spec }: KubernetesObject<Specs["deployment"]>): string[] {
  return [
    ...(spec.strategy?.type === "Recreate"
      ? []
      : ["a rollout starts a second pod, which does the work of the first one again: expected Recreate"]),
    ...(number(spec.replicas ?? 1) === 1
      ? []
      : ["it has several pods, which do the same work: expected one"]),
  ];
}
