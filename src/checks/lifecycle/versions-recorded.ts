import { inLayer } from "../../terraform/environment-plan";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { counted } from "../../base/counted";
import { type Check, at, ruleOf } from "../check";
import { clusters } from "./versions";
import { NPX } from "../../base/program-name";
import TEXTS from "./texts.json";

export const versionsRecorded: Check = {
  ...ruleOf(TEXTS, "versions-recorded"),
  fix: `run ${NPX} lock versions, and record what its commands print in cluster.nodeReleases and cluster.addonVersions`,
  // Its numbers are amounts, so that a waiver holds for a node group or an add-on more.
  measures: true,
  run: (plan) => {
    const groups = nodeGroups(plan).filter(({ amiType }) => amiType !== "CUSTOM");
    const unreleased = groups.filter(({ resource }) => resource.config.release_version === undefined);
    const addons = plan.resources("aws_eks_addon");
    const lookedUp = addons.filter(
      (addon) => plan.target(inLayer(addon, addon.config.addon_version)) !== undefined,
    );
    const wrong = [
      ...(unreleased.length > 0
        ? [`no recorded release for ${unreleased.length} of ${counted(groups.length, "node group")}`]
        : []),
      ...(lookedUp.length > 0
        ? [`no recorded version for ${lookedUp.length} of ${counted(addons.length, "add-on")}`]
        : []),
    ];
    return wrong.length === 0
      ? []
      : clusters(plan).map(({ resource }) => ({
          ...at(resource),
          message: `it has ${wrong.join(", and ")}`,
          // A first apply chooses the versions that are recorded then.
          isNotice: true,
        }));
  },
};
