import { isTrue } from "../../analysis/blocks";
import { helmReleasesOf } from "../../analysis/helm-releases";
import { customObjectsOf } from "../../analysis/kubernetes/custom-objects";
import { objectsOf } from "../../analysis/kubernetes/objects";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";
import { type Need, missingEdges } from "./order";

export const teardownNamespace: Check = {
  id: "teardown-namespace",
  severity: "error",
  title: "every object in a namespace is destroyed before the namespace",
  why: "a namespace that is destroyed first deletes its objects, and hangs on finalizers that no controller removes",
  fix: "let the object depend on the namespace, or create the namespace in an earlier layer",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/ (2026-11-20)",
  run: (plan) => [...missingEdges(plan, needs(plan)), ...homeless(plan)],
};

/** Findings for releases in a namespace that nothing creates; `pod-references` reports objects. */
function homeless(plan: EnvironmentPlan): Finding[] {
  return helmReleasesOf(plan)
    .filter(
      ({ resource, namespace }) => !GIVEN.test(namespace) && !isTrue(resource.config["create_namespace"]),
    )
    .filter(({ namespace }) => !objectsOf(plan).find("namespace", "", namespace))
    .map(({ resource, namespace }) => ({
      ...at(resource),
      message: `nothing creates its namespace ${namespace}`,
    }));
}

/** Namespaces that Kubernetes creates. */
const GIVEN = /^(default|kube-(system|public|node-lease))$/;

function needs(plan: EnvironmentPlan): Need[] {
  const objects = objectsOf(plan);
  const namespaced = [...objects.all, ...helmReleasesOf(plan), ...customObjectsOf(plan)];
  const pairs = namespaced.flatMap(({ resource, namespace }): Need[] => {
    const own = objects.find("namespace", "", namespace);
    return own ? [{ first: resource, needs: own.resource, why: "its namespace" }] : [];
  });
  // A release and its objects are one resource in one namespace.
  return [
    ...new Map(
      pairs.map((pair) => [`${pair.first.layer}/${pair.first.address} ${pair.needs.address}`, pair]),
    ).values(),
  ];
}
