import { oncePerPlan, text } from "../../infrastructure/blocks";
import { customObjectsOf } from "../../infrastructure/kubernetes/custom-objects";
import { labelsOf, objectsOf } from "../../infrastructure/kubernetes/objects";
import { type Backend, containerPort } from "../../infrastructure/network/load-balancers";
import { type EnvironmentPlan } from "../../synthesized/environment-plan";
import { asArray, asObject } from "../../synthesized/stack-json";

/** Pods that a ServiceMonitor has Prometheus read, with the port that it reads from. */
export const monitoredPodsOf = oncePerPlan((plan: EnvironmentPlan): readonly Backend[] =>
  customObjectsOf(plan)
    .filter(({ kind }) => kind === "ServiceMonitor")
    .flatMap(({ namespace, spec }) => {
      const names = asArray(spec["endpoints"]).map((endpoint) => text(asObject(endpoint)["port"]));
      return objectsOf(plan)
        .selected(namespace, labelsOf(asObject(spec["selector"])["matchLabels"]))
        .flatMap((pods) =>
          names.flatMap((name) => {
            const port = containerPort(pods, name);
            return port === undefined ? [] : [{ pods, port }];
          }),
        );
    }),
);
