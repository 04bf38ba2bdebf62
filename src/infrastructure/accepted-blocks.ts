import { blockAddress } from "../terraform/terraform-references";
import { type Layer, LAYERS } from "../base/layers";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type StackJson } from "../terraform/stack-json";
import { type KeyValue } from "./stated/lists";
import { groupBy } from "../base/group-by";

/** A block of the owner that the environment's file accepts although no check judges all of it. */
export interface AcceptedBlock {
  readonly address: string;
  /** Digest of the block, which an edit changes. */
  readonly digest: string;
  readonly reason: string;
  /** Last day, as an ISO date. */
  readonly until: string;
  /** Place in the list of the file. */
  readonly index: number;
  /** Name of the file that has the entry. @default - there is no record of it */
  readonly file?: string;
}

/** The entries of `acceptedBlocks`. */
export function acceptedBlocksIn(settings: readonly KeyValue[]): AcceptedBlock[] {
  const own = settings.filter(({ path: [list, index] }) => list === "acceptedBlocks" && index !== undefined);
  return [...groupBy(own, ({ path: [, index] }) => Number(index))].map(([index, values]) => {
    const textAt = (key: string): string => String(values.find(({ path }) => path[2] === key)?.value ?? "");
    const at = values.find((each) => each.at !== undefined)?.at;
    return {
      index,
      address: textAt("address"),
      digest: textAt("digest"),
      reason: textAt("reason"),
      until: textAt("until"),
      ...(at === undefined ? {} : { file: fileIn(at) }),
    };
  });
}

/** The name of the file in `folder/file.yaml:3:1`. */
const fileIn = (at: string): string => at.replace(/:\d+:\d+$/, "").replace(/^.*[\\/]/, "");

/** Whether an entry is from a file that the environment extends. Its block can be missing in this environment. */
export const isInherited = ({ file }: Pick<AcceptedBlock, "file">, environment: string): boolean =>
  file !== undefined && file.replace(/\.ya?ml$/, "") !== environment;

/** The entries for readers of a report: without those that are inherited and accept no block of the environment. */
export function shownEntries(plan: EnvironmentPlan, entries: readonly AcceptedBlock[]): AcceptedBlock[] {
  const there = new Set(ownBlocksOf(plan).map(({ place }) => `${place.address} ${place.digest}`));
  return entries.filter(
    (entry) => !isInherited(entry, plan.name) || there.has(`${entry.address} ${entry.digest}`),
  );
}

/** Whether a block, or the block of an instance, comes from a Terraform file of the owner. */
export const isOwn = (
  plan: EnvironmentPlan,
  { layer, address }: { readonly layer: Layer; readonly address: string },
): boolean => plan.stack(layer)?.own.some((each) => each.address === blockAddress(address)) ?? false;

/** A block of the owner, with its stack. */
interface OwnBlock {
  readonly layer: Layer;
  readonly stack: StackJson;
  readonly place: StackJson["own"][number];
}

/** The blocks of the owner's files in all layers. */
export const ownBlocksOf = (plan: EnvironmentPlan): OwnBlock[] =>
  LAYERS.flatMap((layer) => {
    const stack = plan.stack(layer);
    return stack ? stack.own.map((place) => ({ layer, stack, place })) : [];
  });
