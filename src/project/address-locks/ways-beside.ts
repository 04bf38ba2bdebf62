import { NODE_LABELS } from "../../facts/labels";
import { splitStackName } from "../../base/layers";
import { type StackJson, asObject } from "../../terraform/stack-json";
import { typeOf } from "./lock";
import { type Replacement } from "./values";
import { NPX } from "../../base/program-name";

type Stacks = ReadonlyMap<string, StackJson>;

/** Steps that keep what runs, one way for each kind of replaced object. */
export function waysBeside(replaced: readonly Replacement[], now: Stacks): string[] {
  const isNodes = ({ address }: Replacement) => typeOf(address) === "aws_eks_node_group";
  const others = replaced.filter((each) => !isNodes(each));
  const nodes = replaced.filter(isNodes);
  return [
    ...(nodes.length > 0 ? nodeGroupBeside(nodes, now) : []),
    ...(others.length > 0 ? environmentBeside(others) : []),
  ];
}

function nodeGroupBeside(replaced: readonly Replacement[], now: Stacks): string[] {
  const groups = new Set(
    replaced.flatMap(({ stack, address }) => {
      const label = asObject(now.get(stack)?.find(address)?.config["labels"])[NODE_LABELS.group];
      return typeof label === "string" ? [label] : [];
    }),
  );
  const names = groups.size > 0 ? [...groups].join(", ") : "the group";
  const nodes = `${NODE_LABELS.group} in (${[...groups].join(", ")})`;
  return [
    "  keep the pods running:",
    `    1. restore the recorded values of ${names}, add a group with the new values to cluster.nodeGroups, and name it`,
    `       in nodeGroup of each model that names ${names}; apply cluster, then models`,
    "    2. move the pods, and wait for them:",
    `         kubectl cordon --selector '${nodes}'`,
    `         kubectl drain --selector '${nodes}' --ignore-daemonsets --delete-emptydir-data`,
    "         kubectl wait --for=condition=Available deployment --all --all-namespaces --timeout=15m",
    `    3. remove ${names} from cluster.nodeGroups, and run ${NPX} lock addresses --accept; apply cluster`,
  ];
}

/** An environment has one namespace, one cluster, one network and one entry, so another one is another environment. */
function environmentBeside(replaced: readonly Replacement[]): string[] {
  const environments = new Set(replaced.map(({ stack }) => splitStackName(stack)?.environment ?? stack));
  return [
    "  keep the recorded values: restore them in the YAML",
    ...[...environments].flatMap((name) => [
      "  change them without an outage, by an environment beside this one:",
      `    1. copy ${name}.yaml to NEW.yaml, restore the recorded values in ${name}.yaml, and give NEW names of its own`,
      "       (namePrefix, and each name that synth then reports as taken), an entry.host of its own, and the new values",
      `    2. ${NPX} lock addresses --accept; apply all layers of NEW, and push its images and model files (README, Deploy)`,
      `    3. move the clients to NEW; destroy the stacks of ${name}, then delete ${name}.yaml and its lock`,
    ]),
  ];
}
