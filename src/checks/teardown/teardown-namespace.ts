import { block, isTrue, type Json, text } from "../../terraform/stack-json";
import { customObjectsOf, helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { namespacesOf } from "../../infrastructure/kubernetes-namespaces";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { stoppingOf } from "../../infrastructure/kubernetes-pods";
import { SECONDS_TO_END } from "../../evidence/node-drains";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { missingEdges, type Need } from "./order";
import TEXTS from "./texts.json";

export const teardownNamespace: Check = {
  ...ruleOf(TEXTS, "teardown-namespace"),
  run: (plan) => [...missingEdges(plan, needs(plan)), ...homeless(plan), ...impatient(plan)],
};

/** Findings for releases in a namespace that nothing creates; `pod-references` reports objects. */
function homeless(plan: EnvironmentPlan): Finding[] {
  return helmReleasesOf(plan)
    .filter(
      ({ resource, namespace }) =>
        !namespacesOf(plan).given.includes(namespace) && !isTrue(resource.config.create_namespace),
    )
    .filter(({ namespace }) => !objectsOf(plan).find("namespace", "", namespace))
    .map(({ resource, namespace }) => ({
      ...at(resource),
      message: `nothing creates its namespace ${namespace}`,
    }));
}

/** Findings for namespaces whose deletion fails while a pod still ends. */
function impatient(plan: EnvironmentPlan): Finding[] {
  const { pods } = objectsOf(plan);
  return objectsOf(plan)
    .ofKind("namespace")
    .flatMap(({ name, resource }): Finding[] => {
      const inside = pods.filter(({ owner }) => owner.namespace === name);
      const grace = Math.max(0, ...inside.map((each) => stoppingOf(each).grace));
      const waits =
        secondsOf(block(resource.config["timeouts"])["delete"]) ?? SECONDS_TO_END.namespaceDeletion;
      if (waits > grace) return [];
      const message = `its deletion waits ${waits} s, and its pods end within ${grace} s`;
      return [{ ...at(resource), message }];
    });
}

/** Seconds of a duration such as `1h5m30s`; undefined for other text. */
function secondsOf(value: Json | undefined): number | undefined {
  const [all, hours, minutes, seconds] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text(value) ?? "") ?? [];
  return all ? Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0) : undefined;
}

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
