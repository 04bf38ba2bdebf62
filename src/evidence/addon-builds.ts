import { ADDONS_OF_PARTS } from "./generated/addons-of-parts";

/** Builds of an add-on that are confirmed for a Kubernetes version. */
export const confirmedBuilds = (addon: string, kubernetes: string): string[] =>
  Object.entries(ADDONS_OF_PARTS[addon]?.builds ?? {}).flatMap(([build, seen]) =>
    seen.some((each) => each.confirmed && each.kubernetes === kubernetes) ? [build] : [],
  );
