import { number } from "../../terraform/stack-json";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";
import { platformProgramsOf } from "../../infrastructure/kubernetes-programs";

export const fewReplicas: Check = {
  ...ruleOf(TEXTS, "few-replicas"),
  run: (plan) => {
    const autoscalers = objectsOf(plan).ofKind("horizontal_pod_autoscaler");
    const scaled = new Set(
      autoscalers.map(({ namespace, spec }) => `${namespace}/${String(spec.scaleTargetRef?.name)}`),
    );
    const pausing = new Set(
      objectsOf(plan)
        .pods.filter((pods) => platformProgramsOf(plan).of(pods)?.mayPause)
        .map(({ owner }) => owner),
    );
    const alone = objectsOf(plan)
      .ofKind("deployment")
      .filter((deployment) => !pausing.has(deployment))
      .filter(
        ({ namespace, name, spec }) =>
          !scaled.has(`${namespace}/${name}`) && (number(spec.replicas) ?? 1) < 2,
      );
    return [
      ...autoscalers.flatMap((autoscaler) => {
        const least = number(autoscaler.spec.minReplicas) ?? 1;
        return combinedFinding(
          autoscaler.resource,
          autoscaler.title,
          least >= 2 ? [] : [`minReplicas is ${least}, expected at least 2`],
        );
      }),
      ...alone.flatMap((deployment) =>
        combinedFinding(deployment.resource, deployment.title, ["it runs one pod and has no autoscaler"]),
      ),
    ];
  },
};
