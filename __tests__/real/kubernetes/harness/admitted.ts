import { type Json, type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";

/**
 * Whether NetworkPolicies let traffic to a TCP port of a pod pass, from the peers that they name. No program of the control
 * plane enforces them, so this repeats the rules of the API for what the stacks emit: labels, port numbers and port names.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ (2026-11-21)
 */
export function isAdmitted(policies: readonly JsonObject[], pod: JsonObject, port: number): boolean {
  const { namespace, labels } = asObject(pod["metadata"]);
  const own = policies.filter((policy) => {
    const { podSelector, policyTypes } = asObject(policy["spec"]);
    return (
      asObject(policy["metadata"])["namespace"] === namespace &&
      asArray(policyTypes).includes("Ingress") &&
      selects(asObject(podSelector ?? {}), asObject(labels ?? {}))
    );
  });
  return (
    own.length === 0 ||
    own.some((policy) =>
      asArray(asObject(policy["spec"])["ingress"])
        .map((rule) => asArray(asObject(rule)["ports"]).map(asObject))
        .some((ports) => ports.length === 0 || ports.some((each) => covers(each, pod, port))),
    )
  );
}

function selects({ matchLabels, matchExpressions }: JsonObject, labels: JsonObject): boolean {
  if (matchExpressions !== undefined)
    throw new Error("matchExpressions of a NetworkPolicy are not supported");
  return Object.entries(asObject(matchLabels ?? {})).every(([key, value]) => labels[key] === value);
}

function covers({ protocol = "TCP", port, endPort }: JsonObject, pod: JsonObject, asked: number): boolean {
  if (endPort !== undefined) throw new Error("endPort of a NetworkPolicy is not supported");
  if (protocol !== "TCP") return false;
  return port === undefined || numbersOf(port, pod).includes(asked);
}

/** A name is the number that the pod's own container gives it. */
const numbersOf = (port: Json, pod: JsonObject): number[] =>
  typeof port === "number"
    ? [port]
    : portsOf(pod)
        .filter(({ name }) => name === port)
        .map(({ containerPort }) => Number(containerPort));

/** Ports of a pod's containers. */
export const portsOf = (pod: JsonObject): JsonObject[] =>
  asArray(asObject(pod["spec"])["containers"])
    .map(asObject)
    .flatMap(({ ports }) => asArray(ports).map(asObject));
