import { block, blocks, memoizePerPlan, text } from "../../model/blocks";
import { customObjectsOf } from "../../model/kubernetes/custom-objects";
import { matchLabels, objectsOf } from "../../model/kubernetes/objects";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { type JsonObject } from "../../terraform-json/stack-json";
import { type Check } from "../check";
import { type Need, missingEdges } from "./order";

export const teardownWorkload: Check = {
  id: "teardown-workload",
  severity: "error",
  title: "pods are destroyed before the objects that they mount and the policies that allow their traffic",
  why: "the default deny cuts off pods that still drain, and a pod without its ConfigMap or secrets does not start",
  fix: "let the Deployment depend on its ConfigMap, its SecretProviderClass and its NetworkPolicy",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/ (2026-11-20)",
  run: (plan) => missingEdges(plan, [...mountNeeds(plan), ...policyNeeds(plan)]),
};

/** Objects that pods mount; `pod-references` reports missing ones. */
function mountNeeds(plan: EnvironmentPlan): Need[] {
  const objects = objectsOf(plan);
  return objects.pods.flatMap(({ owner: { resource, namespace }, spec, containers }) => {
    const maps = configMaps(
      spec,
      containers.map(({ config }) => config),
    );
    return [
      ...maps.flatMap((name) => objects.find("config_map", namespace, name)?.resource ?? []),
      ...secretClasses(spec).flatMap((name) => secretClassesOf(plan).get(`${namespace}/${name}`) ?? []),
    ].map((needs) => ({ first: resource, needs, why: "which its pods mount" }));
  });
}

function configMaps(pod: JsonObject, containers: readonly JsonObject[]): string[] {
  const references = [
    ...containers.flatMap(({ env_from: sources }) =>
      blocks(sources).map((source) => source["config_map_ref"]),
    ),
    ...containers.flatMap(({ env }) =>
      blocks(env).map((each) => block(each["value_from"])["config_map_key_ref"]),
    ),
    ...blocks(pod["volume"]).map((volume) => volume["config_map"]),
  ];
  return references.flatMap((reference) => text(block(reference)["name"]) ?? []);
}

const secretClasses = (pod: JsonObject): string[] =>
  blocks(pod["volume"]).flatMap(
    ({ csi }) => text(block(block(csi)["volume_attributes"])["secretProviderClass"]) ?? [],
  );

const secretClassesOf = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, PlannedResource> =>
    new Map(
      customObjectsOf(plan)
        .filter(({ kind }) => kind === "SecretProviderClass")
        .map(({ namespace, name, resource }) => [`${namespace}/${name}`, resource]),
    ),
);

/** Policies that allow traffic; a policy that only denies can be destroyed at any time. */
function policyNeeds(plan: EnvironmentPlan): Need[] {
  return objectsOf(plan)
    .ofKind("network_policy")
    .filter(({ spec }) => [spec["ingress"], spec["egress"]].some((rules) => blocks(rules).length > 0))
    .flatMap(({ resource, namespace, spec }) =>
      objectsOf(plan)
        .selected(namespace, matchLabels(spec["pod_selector"]))
        .map(({ owner }) => ({
          first: owner.resource,
          needs: resource,
          why: "which allows the traffic of its pods",
        })),
    );
}
