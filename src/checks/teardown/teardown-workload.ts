import { labelSelectors } from "../label-selectors";
import { customObjectsOf } from "../../infrastructure/kubernetes-releases";
import { type ContainerSpec, items, type PodSpec } from "../../infrastructure/kubernetes-api";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../../terraform/environment-plan";
import { asObject, text } from "../../terraform/stack-json";
import { type Check, ruleOf } from "../check";
import { type Need, missingEdges } from "./order";
import TEXTS from "./texts.json";
import { labelsOf } from "../../infrastructure/kubernetes-labels";

export const teardownWorkload: Check = {
  ...ruleOf(TEXTS, "teardown-workload"),
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

function configMaps({ volumes }: PodSpec, containers: readonly ContainerSpec[]): string[] {
  const references = [
    ...containers.flatMap(({ envFrom }) => items(envFrom).map((source) => source.configMapRef)),
    ...containers.flatMap(({ env }) => items(env).map(({ valueFrom }) => valueFrom?.configMapKeyRef)),
    ...items(volumes).map(({ configMap }) => configMap),
  ];
  return references.flatMap((reference) => text(reference?.name) ?? []);
}

const secretClasses = ({ volumes }: PodSpec): string[] =>
  items(volumes).flatMap(({ csi }) => text(asObject(csi?.volumeAttributes)["secretProviderClass"]) ?? []);

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
    .filter(({ spec }) => [spec.ingress, spec.egress].some((rules) => items(rules).length > 0))
    .flatMap(({ resource, namespace, spec }) =>
      objectsOf(plan)
        .selected(namespace, labelsOf(spec.podSelector?.matchLabels))
        .filter(({ labels }) => labelSelectors.matches(spec.podSelector, labels))
        .map(({ owner }) => ({
          first: owner.resource,
          needs: resource,
          why: "which allows the traffic of its pods",
        })),
    );
}
