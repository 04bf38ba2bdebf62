import { ADDONS_OF_PARTS } from "./generated/addons-of-parts";

/** Builds of an add-on that are confirmed for a Kubernetes version, or that are only recorded for it. */
export const addonBuildsFor = (addon: string, kubernetes: string, isConfirmed: boolean): string[] =>
  Object.entries(ADDONS_OF_PARTS[addon]?.builds ?? {}).flatMap(([build, seen]) =>
    seen.some((each) => each.confirmed === isConfirmed && each.kubernetes === kubernetes) ? [build] : [],
  );
