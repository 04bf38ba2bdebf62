import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { type Check, at, ruleOf } from "../check";
import { clusterVersion, minorOf, versionAt } from "./versions";
import AMI_TYPES from "./ami-types.json";
import TEXTS from "./texts.json";

export const nodeAmi: Check = {
  ...ruleOf(TEXTS, "node-ami"),
  run: (plan) =>
    nodeGroups(plan).flatMap((group) => {
      const { resource, amiType } = group;
      const version = versionAt(plan, resource, "version") ?? clusterVersion(plan);
      const wrong = problem(amiType, version) ?? customImage(group);
      return wrong ? [{ ...at(resource), message: wrong }] : [];
    }),
};

/** EKS refuses a release for a group whose launch template names an image. */
function customImage(group: NodeGroup): string | undefined {
  const release = group.resource.config.release_version;
  const isCustom = group.amiType === "CUSTOM" || group.template?.config["image_id"] !== undefined;
  return release !== undefined && isCustom
    ? `it sets the release ${String(release)}, which EKS refuses for a custom image`
    : undefined;
}

/** AMI types, with the last Kubernetes minor version of discontinued ones. */
const KINDS: readonly { readonly of: string; readonly last?: number }[] = AMI_TYPES.kinds;

function problem(amiType: string, version: string | undefined): string | undefined {
  const kind = KINDS.find(({ of }) => new RegExp(of).test(amiType));
  if (!kind) return `${amiType} is not an AMI type of EKS`;
  const minor = minorOf(version);
  return kind.last !== undefined && minor !== undefined && minor > kind.last
    ? `EKS publishes ${amiType} up to Kubernetes 1.${kind.last}, but its version is ${String(version)}`
    : undefined;
}
