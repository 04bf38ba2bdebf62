import { apiField } from "../../../shared/kubernetes/api-field";
import { block, isFalse, isTrue, number, combinedFinding, text } from "../../model/blocks";
import { objectsOf, titleOf } from "../../model/kubernetes/objects";
import { type JsonObject } from "../../terraform-json/stack-json";
import { type Check } from "../check";

export const securityContext: Check = {
  id: "security-context",
  severity: "error",
  title: "pods and containers each set their user and group, and containers write only to their volumes",
  why: "a container can override the pod's settings, and an injected container does not have those of other containers; a writable root filesystem helps an attacker to persist",
  fix: "set the user, group and seccomp profile on pod and container, and a read-only root filesystem",
  source: "Kubernetes documentation, Configure a Security Context for a Pod or Container (read 2026-11-20)",
  scannerRules: ["CKV_K8S_22", "CKV_K8S_29", "CKV_K8S_30", "KSV-0014", "KSV-0021", "no-read-only-root-fs"],
  run: (plan) =>
    objectsOf(plan).pods.flatMap(({ owner, spec, containers }) => {
      const pod = block(spec["security_context"]);
      return combinedFinding(owner.resource, titleOf(owner), [
        ...identityProblems("the pod", pod),
        ...(isNumber(pod["fs_group"]) ? [] : ["the pod lacks fsGroup, so its volumes belong to root"]),
        ...tooLarge("the pod", pod, ["fs_group"]),
        ...containers.flatMap(({ name, config }) => {
          const own = block(config["security_context"]);
          const title = `container ${name}`;
          return [
            ...identityProblems(title, own),
            ...(isFalse(own["privileged"]) ? [] : [`${title} lacks privileged = false`]),
            ...(isTrue(own["read_only_root_filesystem"])
              ? []
              : [`${title} lacks readOnlyRootFilesystem = true`]),
            ...sameUser(title, own, pod),
          ];
        }),
      ]);
    }),
};

const isNumber = (value: JsonObject[string] | undefined): boolean => (number(value) ?? 0) > 0;

/** Largest id that the API accepts (seen on Kubernetes 1.36, 2026-11-21). */
const MAX_ID = 2147483647;

const tooLarge = (title: string, security: JsonObject, keys: readonly string[]): string[] =>
  keys
    .filter((key) => (number(security[key]) ?? 0) > MAX_ID)
    .map(
      (key) =>
        `${title} has ${apiField(key)} ${String(security[key])}, above ${MAX_ID}, the largest of Kubernetes`,
    );

function identityProblems(title: string, security: JsonObject): string[] {
  return [
    ...tooLarge(title, security, ["run_as_user", "run_as_group"]),
    ...(isTrue(security["run_as_non_root"]) ? [] : [`${title} lacks runAsNonRoot = true`]),
    ...["run_as_user", "run_as_group"]
      .filter((key) => !isNumber(security[key]))
      .map((key) => `${title} lacks ${apiField(key)} above 0`),
    ...(text(block(security["seccomp_profile"])["type"]) === "RuntimeDefault"
      ? []
      : [`${title} lacks the seccomp profile RuntimeDefault`]),
  ];
}

/** Files on shared volumes belong to the user and group of the pod. */
function sameUser(title: string, own: JsonObject, pod: JsonObject): string[] {
  const pairs = [
    ["run_as_user", "run_as_user"],
    ["run_as_group", "run_as_group"],
    ["run_as_group", "fs_group"],
  ] as const;
  return pairs
    .filter(
      ([mine, theirs]) =>
        isNumber(own[mine]) && isNumber(pod[theirs]) && number(own[mine]) !== number(pod[theirs]),
    )
    .map(
      ([mine, theirs]) =>
        `${title} has ${apiField(mine)} ${String(own[mine])}, expected ${String(pod[theirs])} as ${apiField(theirs)} of the pod`,
    );
}
