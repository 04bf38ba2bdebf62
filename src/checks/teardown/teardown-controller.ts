import { ingressPaths, isLoadBalancer } from "../../infrastructure/network-entries";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { missingEdges, type Need } from "./order";
import { customObjectsOf, helmReleasesOf, releasesOf } from "../../infrastructure/kubernetes-releases";
import TEXTS from "./texts.json";

export const teardownController: Check = {
  ...ruleOf(TEXTS, "teardown-controller"),
  run: (plan) => {
    const controller = releasesOf(plan, "aws-load-balancer-controller")[0]?.resource;
    const guarded = loadBalancerObjects(plan);
    if (controller) return missingEdges(plan, [...needsOf(plan, controller, guarded), ...services(plan)]);
    return [...new Set(guarded)].map((object): Finding => ({
      ...at(object),
      message: "no load balancer controller creates and removes its load balancer",
    }));
  },
};

/** Objects with a finalizer of the controller. */
function loadBalancerObjects(plan: EnvironmentPlan): PlannedResource[] {
  const bindings = customObjectsOf(plan).filter(({ kind }) => kind === "TargetGroupBinding");
  const services = objectsOf(plan).ofKind("service").filter(isLoadBalancer);
  return [...objectsOf(plan).ofKind("ingress"), ...services, ...bindings].map(({ resource }) => resource);
}

function needsOf(
  plan: EnvironmentPlan,
  controller: PlannedResource,
  guarded: readonly PlannedResource[],
): Need[] {
  const charts = helmReleasesOf(plan).filter(({ local, resource }) => !local && resource !== controller);
  return [
    ...guarded.map((first) => ({
      first,
      needs: controller,
      why: "which removes its load balancer and finalizer",
    })),
    ...charts.map(({ resource }) => ({
      first: resource,
      needs: controller,
      why: "whose webhooks refuse changes while none of its pods responds",
    })),
  ];
}

/** The controller reads the Services of an Ingress until the Ingress is gone. */
function services(plan: EnvironmentPlan): Need[] {
  const objects = objectsOf(plan);
  return objects.ofKind("ingress").flatMap((ingress) =>
    ingressPaths(ingress).flatMap(({ serviceName }): Need[] => {
      const service = objects.find("service", ingress.namespace, serviceName);
      return service
        ? [{ first: ingress.resource, needs: service.resource, why: "the Service that it routes to" }]
        : [];
    }),
  );
}
