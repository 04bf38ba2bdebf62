import { type ContainerSpec, type PodSpec } from "../../infrastructure/kubernetes-api";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { isFalse, isTrue, type Json, number, text } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

/** Settings that pods and containers both have. */
type SecurityContext = NonNullable<(PodSpec | ContainerSpec)["securityContext"]>;

export const securityContext: Check = {
  ...ruleOf(TEXTS, "security-context"),
  run: (plan) =>
    objectsOf(plan).pods.flatMap(({ owner, spec, containers }) => {
      const pod = spec.securityContext ?? {};
      return combinedFinding(owner.resource, owner.title, [
        ...identityProblems("the pod", pod),
        ...(isNumber(pod.fsGroup) ? [] : ["the pod lacks fsGroup, so its volumes belong to root"]),
        ...tooLarge("the pod", [["fsGroup", pod.fsGroup]]),
        ...containers.flatMap(({ name, config }) => {
          const own = config.securityContext ?? {};
          const title = `container ${name}`;
          return [
            ...identityProblems(title, own),
            ...(isFalse(own.privileged) ? [] : [`${title} lacks privileged = false`]),
            ...(isTrue(own.readOnlyRootFilesystem) ? [] : [`${title} lacks readOnlyRootFilesystem = true`]),
            ...sameUser(title, own, pod),
          ];
        }),
      ]);
    }),
};

const isNumber = (value: Json | undefined): boolean => (number(value) ?? 0) > 0;

/** Largest id that the API accepts (seen on Kubernetes 1.36, 2026-11-21). */
const MAX_ID = 2147483647;

const tooLarge = (title: string, ids: readonly (readonly [string, Json | undefined])[]): string[] =>
  ids
    .filter(([, id]) => (number(id) ?? 0) > MAX_ID)
    .map(([field, id]) => `${title} has ${field} ${String(id)}, above ${MAX_ID}, the largest of Kubernetes`);

function identityProblems(title: string, security: SecurityContext): string[] {
  const ids = [
    ["runAsUser", security.runAsUser],
    ["runAsGroup", security.runAsGroup],
  ] as const;
  return [
    ...tooLarge(title, ids),
    ...(isTrue(security.runAsNonRoot) ? [] : [`${title} lacks runAsNonRoot = true`]),
    ...ids.filter(([, id]) => !isNumber(id)).map(([field]) => `${title} lacks ${field} above 0`),
    ...(text(security.seccompProfile?.type) === "RuntimeDefault"
      ? []
      : [`${title} lacks the seccomp profile RuntimeDefault`]),
  ];
}

/** Files on shared volumes belong to the user and group of the pod. */
function sameUser(
  title: string,
  own: SecurityContext,
  pod: NonNullable<PodSpec["securityContext"]>,
): string[] {
  const pairs = [
    ["runAsUser", "runAsUser"],
    ["runAsGroup", "runAsGroup"],
    ["runAsGroup", "fsGroup"],
  ] as const;
  return pairs
    .filter(
      ([mine, theirs]) =>
        isNumber(own[mine]) && isNumber(pod[theirs]) && number(own[mine]) !== number(pod[theirs]),
    )
    .map(
      ([mine, theirs]) =>
        `${title} has ${mine} ${String(own[mine])}, expected ${String(pod[theirs])} as ${theirs} of the pod`,
    );
}
