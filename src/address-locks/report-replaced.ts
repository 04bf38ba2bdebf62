import pc from "picocolors";
import { counted } from "../core/counted";
import { NODE_GROUP_LABEL } from "../core/labels";
import { type Layer, splitStackName } from "../core/layers";
import { type StackJson, asObject } from "../terraform-json/stack-json";
import { type Examined } from "./examine";
import { type Replacement } from "./values";

/** Sources for the description of a replacement. */
interface Sources {
  /** Stacks of this synth, by name. */
  readonly now: ReadonlyMap<string, StackJson>;
  /** Position of the YAML value that causes an address, as `file:line:column`. */
  readonly locate: (environment: string, layer: Layer, address: string) => string | undefined;
}

/** The objects that an apply would replace, and the ways out; empty without one. */
export function replacedPage(examined: readonly Examined[], sources: Sources): string[] {
  const lines = examined.flatMap((each) => replacedLines(each, sources, pc.red("replaced")));
  return lines.length === 0 ? [] : [...lines, "", replacementOptions(examined, sources)];
}

/** Two lines for each recorded value that differs from the emitted one. */
export function replacedLines({ environment, replaced }: Examined, sources: Sources, head: string): string[] {
  return replaced.flatMap(({ stack, address, argument, recorded, emitted }) => {
    const layer = splitStackName(stack)?.layer;
    const place = layer && sources.locate(environment, layer, address);
    return [
      `${head} ${pc.bold(stack)} ${address}${place === undefined ? "" : ` (${place})`}`,
      `      ${argument}: got ${emitted}, expected ${recorded} as recorded; an apply deletes the node group with all its nodes, before it creates another`,
    ];
  });
}

/** The steps that keep pods running, and the command that accepts their end. */
export function replacementOptions(examined: readonly Examined[], { now }: Sources): string {
  const replaced = examined.flatMap((each) => each.replaced);
  const groups = new Set(
    replaced.flatMap(({ stack, address }) => {
      const label = asObject(now.get(stack)?.find(address)?.config["labels"])[NODE_GROUP_LABEL];
      return typeof label === "string" ? [label] : [];
    }),
  );
  const names = groups.size > 0 ? [...groups].join(", ") : "the group";
  const nodes = `${NODE_GROUP_LABEL} in (${[...groups].join(", ")})`;
  return [
    `${replacedCount(replaced)}; choose one:`,
    "  keep the pods running:",
    `    1. restore the recorded values of ${names}, add a group with the new values to cluster.nodeGroups, and name it`,
    `       in nodeGroup of each model that names ${names}; apply cluster, then models`,
    "    2. move the pods, and wait for them:",
    `         kubectl cordon --selector '${nodes}'`,
    `         kubectl drain --selector '${nodes}' --ignore-daemonsets --delete-emptydir-data`,
    "         kubectl wait --for=condition=Available deployment --all --all-namespaces --timeout=15m",
    `    3. remove ${names} from cluster.nodeGroups, and run npm run addresses -- --accept; apply cluster`,
    "  if all their pods may end at once, replace the groups with the next apply:",
    "    npm run addresses -- --accept",
  ].join("\n");
}

/** `2 node groups replaced` */
export const replacedCount = (replaced: readonly Replacement[]): string =>
  `${counted(new Set(replaced.map(({ stack, address }) => `${stack} ${address}`)).size, "node group")} replaced`;
