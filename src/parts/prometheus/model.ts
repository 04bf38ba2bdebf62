import { labelsOf } from "../../infrastructure/kubernetes-labels";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { containerPort, type LoadBalancer } from "../../infrastructure/network-load-balancers";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { asArray, asObject, text } from "../../terraform/stack-json";
import { customObjectsOf } from "../../infrastructure/kubernetes-releases";

/** Pods that Prometheus scrapes because of a ServiceMonitor, with the scraped port. */
export const monitoredPodsOf = memoizePerPlan((plan: EnvironmentPlan): LoadBalancer["backends"] =>
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
