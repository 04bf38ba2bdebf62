import { type Json } from "../../../proof/terraform-json/stack-json";
import { type Phrase, say } from "../phrase";
import { fromTo } from "./edited";
import { type Effect, isGone, joinedLines } from "./several";
import { type Change, type Topic } from "./topic";

const ADDON = "aws_eks_addon";
const NEWEST = /^data\.aws_eks_addon_version\./;

/** Versions of add-ons, and add-ons that go. */
export const addons: Topic = {
  title: "Add-ons",
  lines: (change) =>
    joinedLines([...editedVersions(change), ...searchedVersions(change), ...removed(change)]),
  judges: (changed, edit) =>
    edit === undefined && "type" in changed && changed.type === ADDON && changed.action === "destroy",
};

const editedVersions = ({ resources }: Change): Effect[] =>
  resources
    .filter(({ type, action }) => type === ADDON && action !== "replace")
    .flatMap(({ layer, address, edits }) =>
      edits
        .filter(({ argument }) => argument === "addon_version")
        .map((edit): Effect => {
          const isSame =
            versionIn(edit.before) !== undefined && versionIn(edit.before) === versionIn(edit.after);
          return {
            place: { layer, address },
            key: `version ${String(edit.before)} ${String(edit.after)}`,
            level: isSame ? "info" : "attention",
            harm: "pods roll",
            edits: [edit],
            text: (all) => say`add-on version of ${all}: ${fromTo(edit)}${isSame ? SAME : OTHER}`,
          };
        }),
    );

/** `v1.14.3` of `v1.14.3-eksbuild.23`. */
const versionIn = (version: Json | undefined): string | undefined =>
  typeof version === "string" ? /^(v\d+(?:\.\d+)+)-eksbuild\.\d+$/.exec(version)?.[1] : undefined;

const SAME: Phrase = ["; another build of the same version, whose pods EKS replaces step by step"];
const OTHER: Phrase = ["; EKS replaces its pods step by step"];

/** Data sources that find the newest version for a version of Kubernetes. */
const searchedVersions = ({ others }: Change): Effect[] =>
  others
    .filter(({ address }) => NEWEST.test(address))
    .flatMap(({ layer, address, edits }) =>
      edits
        .filter(({ after }) => after !== undefined)
        .map((edit): Effect => ({
          place: { layer, address },
          key: "searched",
          level: "attention",
          harm: "pods roll",
          edits: [edit],
          text: (all) =>
            say`${all}: the plan finds the version of the add-on, which is not known here; EKS replaces its pods step by step`,
        })),
    );

/** Add-ons without which no pod starts, no name resolves or no pod gets its role (EKS user guide, "Amazon EKS add-ons", unconfirmed). */
const NEEDED: readonly string[] = ["vpc-cni", "kube-proxy", "coredns", "eks-pod-identity-agent"];

const removed = ({ resources }: Change): Effect[] =>
  resources
    .filter((resource) => resource.type === ADDON && isGone(resource) && resource.action === "destroy")
    .map(({ layer, address, before = {} }): Effect => {
      const name = String(before["addon_name"]);
      const isKept = before["preserve"] === true;
      const isNeeded = !isKept && NEEDED.includes(name);
      return {
        place: { layer, address },
        key: `removed ${isKept} ${isNeeded ? name : ""}`,
        level: "attention",
        ...(isNeeded ? { harm: "outage" as const } : {}),
        text: (all) =>
          isKept
            ? say`${all}: its pods stay in the cluster, and nobody updates them`
            : say`${all}: EKS removes the add-on ${isNeeded ? name : ""} with its pods`,
      };
    });
