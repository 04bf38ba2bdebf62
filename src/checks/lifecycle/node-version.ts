import { KUBERNETES } from "../../facts/kubernetes-versions";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { at, type Check, ruleOf } from "../check";
import { clusterVersion, minorOf, versionAt } from "./versions";
import TEXTS from "./texts.json";

export const nodeVersion: Check = {
  ...ruleOf(TEXTS, "node-version"),
  run: (plan) => {
    const cluster = clusterVersion(plan);
    const wanted = minorOf(cluster);
    if (wanted === undefined) return [];
    return nodeGroups(plan).flatMap(({ resource }) => {
      const version = versionAt(plan, resource, "version");
      const wrong = problem(version, wanted);
      const other = otherRelease(versionAt(plan, resource, "release_version"), version);
      return [
        ...(wrong ? [{ ...at(resource), message: `${wrong}, but the cluster runs ${String(cluster)}` }] : []),
        ...(other ? [{ ...at(resource), message: other }] : []),
      ];
    });
  },
};

/** EKS refuses a release of another minor version, and a text that is no release. */
const otherRelease = (release: string | undefined, version: string | undefined): string | undefined =>
  release === undefined || (minorOf(release) !== undefined && minorOf(release) === minorOf(version))
    ? undefined
    : `its release ${release} is not one of its version ${String(version)}`;

function problem(stated: string | undefined, wanted: number): string | undefined {
  if (stated === undefined) return "it sets no version, so a cluster upgrade leaves its nodes behind";
  const minor = minorOf(stated);
  if (minor === undefined) return `its version is ${stated}`;
  if (minor > wanted) return `its nodes run ${stated}`;
  return minor < wanted - KUBERNETES.mostSkew
    ? `its nodes run ${stated}, more than ${KUBERNETES.mostSkew} minor versions older`
    : undefined;
}
