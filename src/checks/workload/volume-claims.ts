import { volumeClaimsOf } from "../../infrastructure/kubernetes-volumes";
import { resolveReferences } from "../../infrastructure/text-references";
import { memoryMiB } from "../../base/quantities";
import { EBS } from "../../evidence/ebs-volumes";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const volumeClaims: Check = {
  ...ruleOf(TEXTS, "volume-claims"),
  run: (plan) => [...unbound(plan), ...dynamicClaims(plan)],
};

/** A volume is bound to one claim. */
function unbound(plan: EnvironmentPlan): Finding[] {
  const bound = objectsOf(plan)
    .ofKind("persistent_volume_claim")
    .flatMap((claim) => {
      const name = resolveReferences(plan, inLayer(claim.resource, claim.spec.volumeName));
      const volume = objectsOf(plan).find("persistent_volume", "", name);
      return volume ? [{ claim, volume }] : [];
    });
  return bound.flatMap(({ claim, volume }, index) => {
    const { name, namespace = "default" } = volume.spec.claimRef ?? {};
    const written = (value: string): string => resolveReferences(plan, inLayer(volume.resource, value));
    const reserved = name === undefined ? undefined : `${written(namespace)}/${written(name)}`;
    const first = bound.slice(0, index).find((other) => other.volume === volume);
    const own = titled(claim);
    const found = (problem: string): Finding[] => [
      {
        ...at(claim.resource),
        message: `claim ${claim.name} is never bound: its volume ${volume.name} ${problem}`,
        fix: "give the claim a volume of its own, or remove it",
      },
    ];
    if (reserved !== undefined) return reserved === own ? [] : found(`is reserved for claim ${reserved}`);
    return first ? found(`is that of claim ${titled(first.claim)}, too`) : [];
  });
}

const titled = ({ namespace, name }: KubernetesObject): string => `${namespace}/${name}`;

const dynamicClaims = (plan: EnvironmentPlan): Finding[] =>
  volumeClaimsOf(plan).flatMap((claim) => {
    const { resource, name, className, storage, accessModes } = claim;
    const found = claim.storageClass;
    const isEbs = found?.api.provisioner === EBS.driver;
    const problems = [
      ...(found
        ? []
        : [
            className === undefined
              ? "names no StorageClass, and the stacks have no default one"
              : `names the StorageClass ${className}, which is not in the stacks`,
          ]),
      ...((memoryMiB(storage) || 0) > 0 ? [] : [`requests ${storage || "no"} storage`]),
      ...(isEbs && !(accessModes.length === 1 && ONE_NODE.includes(accessModes[0] ?? ""))
        ? [
            `has the access modes ${accessModes.join(", ") || "(none)"}, expected ${ONE_NODE.join(" or ")} for EBS`,
          ]
        : []),
    ];
    return problems.map((problem) => ({ ...at(resource), message: `claim ${name} ${problem}` }));
  });

/** A volume of EBS is attached to one node. */
const ONE_NODE = ["ReadWriteOnce", "ReadWriteOncePod"];
