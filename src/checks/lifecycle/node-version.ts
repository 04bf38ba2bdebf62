import { MOST_SKEW } from "../../catalog/kubernetes-versions";
import { nodeGroups } from "../../analysis/cluster/node-groups";
import { type Check, at } from "../check";
import { clusterVersion, minorOf, versionAt } from "./versions";

export const nodeVersion: Check = {
  id: "node-version",
  severity: "error",
  title:
    "nodes run the cluster's Kubernetes version, or one that trails it no further than Kubernetes allows",
  why: "a kubelet that leads the API server, or trails it too far, is not supported: EKS refuses the group",
  fix: "give the node group the cluster's version",
  source: "https://kubernetes.io/releases/version-skew-policy/ (2026-11-20)",
  run: (plan) => {
    const cluster = clusterVersion(plan);
    const wanted = minorOf(cluster);
    if (wanted === undefined) return [];
    return nodeGroups(plan).flatMap(({ resource }) => {
      const wrong = problem(versionAt(plan, resource, "version"), wanted);
      return wrong ? [{ ...at(resource), message: `${wrong}, and the cluster runs ${String(cluster)}` }] : [];
    });
  },
};

function problem(stated: string | undefined, wanted: number): string | undefined {
  if (stated === undefined)
    return "it states no version, so that an upgrade of the cluster leaves its nodes behind";
  const minor = minorOf(stated);
  if (minor === undefined) return `its version is ${stated}`;
  if (minor > wanted) return `its nodes run ${stated}`;
  return minor < wanted - MOST_SKEW
    ? `its nodes run ${stated}, more than ${MOST_SKEW} minor versions older`
    : undefined;
}
