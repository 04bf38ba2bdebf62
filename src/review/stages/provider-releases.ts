import { faultsOf } from "../../evidence/provider-faults";
import { EFFECTS_OF } from "../../facts/replacement-attributes";
import { type Layer } from "../../base/layers";
import { LOCK_NAME, lockedReleases } from "../../base/provider-lock";
import { type OutputStack } from "../../terraform/output";
import { asObject } from "../../terraform/stack-json";
import { type EnvironmentChanges } from "../compare-environments";
import { type Phrase, joinValues, say } from "./phrase";

/** A provider whose table of effects this review uses, and the releases that the stacks use. */
export interface ProviderRelease {
  /** `hashicorp/aws` */
  readonly provider: string;
  /** Release that the table was taken from. */
  readonly table: string;
  /** Releases that the locks select; empty without a lock. */
  readonly selected: readonly string[];
  /** The same before the change. */
  readonly selectedBefore: readonly string[];
  /** Releases that the stacks allow. */
  readonly allowed: string;
  /** Known faults of the selected releases. */
  readonly faults: readonly string[];
}

/** One side of a change. */
interface LockedStacks {
  readonly stacks: readonly OutputStack[];
  /** Files beside the JSON of each stack, by `layer/path`. */
  readonly files: ReadonlyMap<string, string>;
}

/** Providers of resources whose effect is predicted, and those of which a lock selects another release. */
export function providerReleases(
  changes: EnvironmentChanges,
  before: LockedStacks,
  after: LockedStacks,
): ProviderRelease[] {
  return [...EFFECTS_OF].flatMap(([provider, table]): ProviderRelease[] => {
    const [, name = ""] = provider.split("/");
    const changed = changes.resources.filter(
      (change) => change.before && change.after && change.type.startsWith(`${name}_`),
    );
    const using = after.stacks.filter(({ stack }) => name in asObject(stack.terraform["required_providers"]));
    const [first] = using;
    if (!first) return [];
    const layers = new Set(using.map(({ layer }) => layer));
    const [selectedBefore, selected] = [before, after].map((side) => releasesIn(side, layers, provider));
    const isOther = selected?.join() !== selectedBefore?.join();
    if (!selected || !selectedBefore || (changed.length === 0 && !isOther)) return [];
    const allowed = asObject(asObject(first.stack.terraform["required_providers"])[name])["version"];
    const faults = selected.flatMap((release) =>
      faultsOf(provider, release).map(({ fault }) => `${release}: ${fault}`),
    );
    return [{ provider, table, selected, selectedBefore, allowed: String(allowed), faults }];
  });
}

function releasesIn({ files }: LockedStacks, layers: ReadonlySet<Layer>, provider: string): string[] {
  const found = [...layers].flatMap(
    (layer) => lockedReleases(files.get(`${layer}/${LOCK_NAME}`) ?? "").get(provider) ?? [],
  );
  return [...new Set(found)].sort();
}

/** True if the effects of each selected release are in the table. */
export const isInTable = ({ selected, table }: ProviderRelease): boolean =>
  selected.length > 0 && selected.every((release) => release === table);

/** Which release is used, and what is not known about it, in sentences. */
export function releaseSentences(release: ProviderRelease): Phrase {
  const { provider, table, selected, selectedBefore, allowed, faults } = release;
  const before =
    selectedBefore.length > 0 && selectedBefore.join() !== selected.join()
      ? say` (before: ${joinValues(selectedBefore)})`
      : [];
  const selects =
    selected.length > 0
      ? say`The lock selects ${provider} ${joinValues(selected)}${before}`
      : say`No lock selects a release of ${provider}${before}: ${"terraform init"} selects the newest of ${allowed}`;
  if (isInTable(release)) return say`${selects}, from which the effects are known.`;
  return say`${selects}. Effects are known from ${table}: it is not known which other arguments another release replaces or updates. Only a plan shows it.${faults.flatMap((fault) => say` Known: ${fault}.`)}`;
}
