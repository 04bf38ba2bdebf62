import { own } from "../../base/own";
import { ADDONS_OF_PARTS } from "../../evidence/addons-of-parts";
import { type Json } from "../../terraform/stack-json";
import { alike, type Topic } from "./topic";
import { judgesOfRows, type Own, rowEffects } from "./rows";

const OWN: Own = {
  when: {
    kept: ({ resource }) => resource.before?.["preserve"] === true,
    needed: ({ resource }) =>
      own(ADDONS_OF_PARTS, String(resource.before?.["addon_name"]))?.isNeeded === true,
    "the same version": ({ edit: { before, after } }) =>
      versionIn(before) !== undefined && versionIn(before) === versionIn(after),
    // an add-on that comes with the search for its version has no pods yet
    "of a new add-on": ({ resource: { address }, change: { resources } }) =>
      resources.some(
        ({ type, action, after = {} }) =>
          type === "aws_eks_addon" && action === "add" && String(after["addon_version"]).includes(address),
      ),
  },
};

/** Versions of add-ons, and add-ons that go. A search for a version that ends has no effect: the version is written, or the add-on goes. */
export const addons: Topic = {
  title: "Add-ons",
  lines: (change) =>
    alike([...rowEffects("Removed add-ons", change, OWN), ...rowEffects("Versions of add-ons", change, OWN)]),
  ...judgesOfRows("Removed add-ons", OWN),
};

/** `v1.14.3` of `v1.14.3-eksbuild.23`. */
const versionIn = (version: Json | undefined): string | undefined =>
  typeof version === "string" ? /^(v\d+(?:\.\d+)+)-eksbuild\.\d+$/.exec(version)?.[1] : undefined;
