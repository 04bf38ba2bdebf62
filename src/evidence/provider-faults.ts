import { allowsVersion } from "../terraform/version-constraint";
import facts from "../facts/faults-of-providers.json";

/** A fault of provider releases that a stack of this project meets. */
interface ProviderFault {
  readonly source: string;
  /** Affected releases, as a version constraint. */
  readonly releases: string;
  readonly fault: string;
}

/**
 * Releases within the version ranges of the stacks that must not be selected. A constraint can
 * exclude single versions only, so the ranges are compared with the selected versions: those of a
 * lock file, or those that `init` selected.
 */
export const PROVIDER_FAULTS: readonly ProviderFault[] = facts.faults;

/** Faults of a selected version; `source` is without a registry host. */
export const faultsOf = (source: string, version: string): readonly ProviderFault[] =>
  PROVIDER_FAULTS.filter((fault) => fault.source === source && allowsVersion(fault.releases, version));
