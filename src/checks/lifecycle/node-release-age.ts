import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { NODE_RELEASES, nodeRelease } from "../../facts/node-releases";
import { at, type Check, ruleOf } from "../check";
import { daysBetween, versionAt } from "./versions";
import { NPX } from "../../base/program-name";
import TEXTS from "./texts.json";

export const nodeReleaseAge: Check = {
  ...ruleOf(TEXTS, "node-release-age"),
  title: `the AMI release of each node group with AL2023 is younger than ${NODE_RELEASES.oldDays} days`,
  fix: `run ${NPX} lock versions, and raise cluster.nodeReleases; the apply replaces the nodes in a rolling update`,
  run: (plan, { today }) =>
    nodeGroups(plan).flatMap(({ resource }) => {
      const release = versionAt(plan, resource, "release_version");
      const built = release === undefined ? undefined : nodeRelease(release)?.built;
      const days = built === undefined ? 0 : daysBetween(built, today);
      return days < NODE_RELEASES.oldDays
        ? []
        : [{ ...at(resource), message: `its release ${release} was built ${days} days ago, on ${built}` }];
    }),
};
