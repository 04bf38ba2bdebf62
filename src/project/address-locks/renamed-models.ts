import { type StackJson } from "../../terraform/stack-json";
import { typeOf } from "./lock";
import { type Examined } from "../examine";
import { fixedName } from "./likely-moves";
import { NPX } from "../../base/program-name";

interface Stacks {
  readonly before: ReadonlyMap<string, StackJson>;
  readonly now: ReadonlyMap<string, StackJson>;
}

const DEPLOYMENT = "kubernetes_deployment_v1";

/**
 * The way for models that are gone while others are new: renamed ones. Their objects have fixed names, so that Terraform
 * deletes the old pods before it creates the new ones. Empty without such a model.
 */
export function renamedModelWay(examined: readonly Examined[], { before, now }: Stacks): string[] {
  const pairs = examined.flatMap(({ lock, differences }) =>
    differences.flatMap(({ stack, lost, added }) => {
      const isModel = (address: string) => typeOf(address) === DEPLOYMENT;
      const [old, other] = [lost.filter(isModel), added.filter(isModel)];
      if (old.length === 0 || other.length === 0) return [];
      const recorded = (address: string) => lock.values.get(stack)?.get(address)?.get("metadata.name");
      return [
        {
          old: old.map((each) => recorded(each) ?? nameIn(before.get(stack), each)).join(", "),
          other: other.map((each) => nameIn(now.get(stack), each)).join(", "),
        },
      ];
    }),
  );
  return pairs.flatMap(({ old, other }) => [
    `  if ${old} became ${other}: a move keeps nothing, since the objects of a model have fixed names; add it beside:`,
    `    1. restore ${old}, and add ${other} with paths of its own; ${NPX} lock addresses --accept;`,
    "       apply network and cluster, push its image, apply models (README, Change: one model only)",
    `    2. move the clients to ${other}`,
    `    3. remove ${old}; ${NPX} lock addresses --accept; apply models, cluster, network`,
  ]);
}

function nameIn(stack: StackJson | undefined, address: string): string {
  const resource = stack?.find(address);
  return (
    (resource && fixedName(resource.config)) ?? address.slice(DEPLOYMENT.length + 1).replaceAll("_", "-")
  );
}
