import { valueOf } from "../../analysis/blocks";
import { namesOf, nodeGroups } from "../../analysis/cluster/node-groups";
import { type Check, at } from "../check";
import { clusters, versionAt } from "./versions";

export const versionsRecorded: Check = {
  id: "versions-recorded",
  severity: "warning",
  title: "the releases of nodes and the versions of add-ons are recorded",
  why: "nodes without a release are never patched; an add-on whose version is looked up is upgraded by an unrelated apply",
  fix: "run npm run versions, and record what its commands print in cluster.nodeReleases and cluster.addonVersions",
  source:
    "https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html and EKS API, CreateNodegroup (2026-11-21)",
  run: (plan) => {
    const groups = nodeGroups(plan).filter(
      ({ resource, amiType }) => resource.config["release_version"] === undefined && amiType !== "CUSTOM",
    );
    const addons = plan
      .resources("aws_eks_addon")
      .filter((addon) => plan.target(valueOf(addon, addon.config["addon_version"])) !== undefined);
    const wrong = [
      ...(groups.length > 0 ? [`no release of ${namesOf(groups)}`] : []),
      ...(addons.length > 0
        ? [
            `versions that each plan looks up for ${addons.map((each) => String(versionAt(plan, each, "addon_name"))).join(", ")}`,
          ]
        : []),
    ];
    return wrong.length === 0
      ? []
      : clusters(plan).map(({ resource }) => ({
          ...at(resource),
          message: `it has ${wrong.join(", and ")}`,
        }));
  },
};
