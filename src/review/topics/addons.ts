import { own } from "../../base/own";
import { ADDONS_OF_PARTS } from "../../evidence/addons-of-parts";
import { type Json } from "../../terraform/stack-json";
import { type Phrase, say } from "../stages/phrase";
import { type Effect, type Change, type Topic, alike, effectAt } from "./topic";
import { type Own, judgesOfRows, rowEffects } from "./rows";

const NEWEST = /^data\.aws_eks_addon_version\./;

const OWN: Own = {
  when: {
    kept: ({ resource }) => resource.before?.["preserve"] === true,
    needed: ({ resource }) =>
      own(ADDONS_OF_PARTS, String(resource.before?.["addon_name"]))?.isNeeded === true,
    "the same version": ({ edit: { before, after } }) =>
      versionIn(before) !== undefined && versionIn(before) === versionIn(after),
  },
};

/** Versions of add-ons, and add-ons that go. */
export const addons: Topic = {
  title: "Add-ons",
  lines: (change) =>
    alike([
      ...rowEffects("Removed add-ons", change, OWN),
      ...rowEffects("Versions of add-ons", change, OWN),
      ...searchedVersions(change),
    ]),
  ...judgesOfRows("Removed add-ons", OWN),
  // A search that ends has no effect: the version is written, or the add-on goes.
  judgesOther: ({ address }, edit) => NEWEST.test(address) && edit.after === undefined,
};

/** `v1.14.3` of `v1.14.3-eksbuild.23`. */
const versionIn = (version: Json | undefined): string | undefined =>
  typeof version === "string" ? /^(v\d+(?:\.\d+)+)-eksbuild\.\d+$/.exec(version)?.[1] : undefined;

/** Data sources that find the newest version for a version of Kubernetes. */
const searchedVersions = ({ others, resources }: Change): Effect[] =>
  others
    .filter(({ address }) => NEWEST.test(address))
    .flatMap((search) =>
      search.edits
        .filter(({ after }) => after !== undefined)
        .map((edit) => {
          // an add-on that comes with its search has no pods yet
          const isNew = resources.some(
            ({ type, action, after = {} }) =>
              type === "aws_eks_addon" &&
              action === "add" &&
              String(after["addon_version"]).includes(search.address),
          );
          const text = (all: Phrase): Phrase =>
            isNew
              ? say`${all}: only the plan finds the version of the new add-on`
              : say`${all}: only the plan finds the version of the add-on; EKS replaces its pods step by step`;
          const edits = [edit];
          return effectAt("attention", search, text, isNew ? { edits } : { harm: "pods roll", edits });
        }),
    );
