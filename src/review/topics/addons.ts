import { type Json } from "../../terraform/stack-json";
import { say } from "../stages/phrase";
import { type Effect, alike } from "./alike";
import { fromTo } from "./edited";
import { type Change, type Topic } from "./topic";

const ADDON = "aws_eks_addon";
const NEWEST = /^data\.aws_eks_addon_version\./;

/** Versions of add-ons, and add-ons that go. */
export const addons: Topic = {
  title: "Add-ons",
  lines: (change) => alike([...removed(change), ...editedVersions(change), ...searchedVersions(change)]),
  judges: (changed, edit) => {
    if ("type" in changed)
      return edit === undefined && changed.type === ADDON && changed.action === "destroy";
    // A search that ends has no effect: the version is written, or the add-on goes.
    return NEWEST.test(changed.address) && edit?.after === undefined;
  },
};

/** Add-ons without which no pod starts, no name resolves or no pod gets its role (EKS user guide, "Amazon EKS add-ons", unconfirmed). */
const NEEDED: readonly string[] = ["vpc-cni", "kube-proxy", "coredns", "eks-pod-identity-agent"];

const removed = ({ resources }: Change): Effect[] =>
  resources
    .filter(({ type, action }) => type === ADDON && action === "destroy")
    .map(({ layer, address, before = {} }): Effect => {
      const place = { layer, address, level: "attention" } as const;
      if (before["preserve"] === true)
        return { ...place, text: (all) => say`${all}: the pods of the add-on stay, and nobody updates them` };
      const text: Effect["text"] = (all) => say`${all}: EKS removes the add-on with its pods`;
      return NEEDED.includes(String(before["addon_name"]))
        ? { ...place, harm: "outage", text }
        : { ...place, text };
    });

const editedVersions = ({ resources }: Change): Effect[] =>
  resources
    .filter(({ type, action }) => type === ADDON && action !== "replace")
    .flatMap(({ layer, address, edits }) =>
      edits
        .filter(({ argument }) => argument === "addon_version")
        .map((edit): Effect => {
          const isSame =
            versionIn(edit.before) !== undefined && versionIn(edit.before) === versionIn(edit.after);
          const other = isSame ? " by another build of the same version" : "";
          return {
            level: isSame ? "info" : "attention",
            harm: "pods roll",
            layer,
            address,
            edits: [edit],
            text: (all) =>
              say`add-on version of ${all}: ${fromTo(edit)}; EKS replaces its pods step by step${[other]}`,
          };
        }),
    );

/** `v1.14.3` of `v1.14.3-eksbuild.23`. */
const versionIn = (version: Json | undefined): string | undefined =>
  typeof version === "string" ? /^(v\d+(?:\.\d+)+)-eksbuild\.\d+$/.exec(version)?.[1] : undefined;

/** Data sources that find the newest version for a version of Kubernetes. */
const searchedVersions = ({ others, resources }: Change): Effect[] =>
  others
    .filter(({ address }) => NEWEST.test(address))
    .flatMap(({ layer, address, edits }) =>
      edits
        .filter(({ after }) => after !== undefined)
        .map((edit): Effect => {
          const place = { level: "attention", layer, address, edits: [edit] } as const;
          return isOfNewAddon(resources, address)
            ? { ...place, text: (all) => say`${all}: only the plan finds the version of the new add-on` }
            : {
                ...place,
                harm: "pods roll",
                text: (all) =>
                  say`${all}: only the plan finds the version of the add-on; EKS replaces its pods step by step`,
              };
        }),
    );

/** An add-on that comes with its search has no pods yet. */
const isOfNewAddon = (resources: Change["resources"], search: string): boolean =>
  resources.some(
    ({ type, action, after = {} }) =>
      type === ADDON && action === "add" && String(after["addon_version"]).includes(search),
  );
