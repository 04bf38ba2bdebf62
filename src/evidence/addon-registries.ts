import facts from "./registries-of-addons.json";

/** Accounts of the registries from which EKS add-ons are pulled, by region, besides the common one. */
const OTHERS: Readonly<Record<string, string>> = facts.others;

/** Account whose registry serves add-ons in a region; undefined if it is not known. */
export const addonRegistryAccount = (region: string): string | undefined =>
  facts.commonRegions.includes(region) ? facts.common : OTHERS[region];
