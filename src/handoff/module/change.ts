import { leftSizes } from "../../infrastructure/capacity-resizes";
import { NODE_AUTOSCALERS } from "../../facts/node-autoscalers";
import { asObject } from "../../terraform/stack-json";
import { createsFirst, nodesReplacedBy, podsReplacedBy, replacedBy, switchedBy } from "../variables/effects";
import { resizes } from "../../infrastructure/capacity-resizes";
import { configsOf } from "../variables/variable";
import { foldedText } from "./folded-addresses";
import { code } from "./markdown";
import { type Module } from "./module";

/**
 * Effects of changed variables, and changes that need the generator; one paragraph for each.
 *
 * @param isOwned whether the team has no generator
 */
export function changeTexts(module: Module, modules: readonly Module[], isOwned: boolean): string[] {
  const effects = [...replacements(module), ...switches(module)].map((effect) =>
    foldedText(effect, module.families),
  );
  return [
    `Variables set values: sizes, counts, tags, address ranges, retention periods. Read each plan before you apply it${
      effects.length > 0 ? ". These variables do more than change a resource in place:" : "."
    }`,
    ...(effects.length > 0 ? [effects.map((effect) => `- ${effect}`).join("\n")] : []),
    ...nodeCounts(module, modules),
    isOwned
      ? "For other changes, edit the files of this module. Read each plan: the address ranges of the network and the availability zones replace subnets, and everything in them."
      : "What no variable sets is changed in the environment's YAML file, followed by the next hand-over, or in the files of this module: the next hand-over names your edits and keeps none of them without `--force`.",
  ];
}

function replacements({ parameters, source, json, absorbed }: Module): string[] {
  return parameters.bindings.flatMap(({ variable, targets }) => {
    const place = variable.name in asObject(json["variable"]) ? variable.name : absorbed.get(variable.name);
    if (place === undefined) return [];
    const name = `\`${place.replace(/^var\./, "")}\``;
    const addresses = replacedBy(targets);
    const nodes = nodesReplacedBy(source, targets);
    const pods = podsReplacedBy(targets);
    const isLost = !createsFirst(source, addresses);
    return [
      ...(addresses.length === 0
        ? []
        : [`${name} replaces ${quoted(addresses)}.${isLost ? destroyedFirst(addresses) : ""}`]),
      ...(nodes.length === 0 ? [] : [`${name} replaces every node of ${quoted(nodes)} in a rolling update.`]),
      ...(pods.length === 0 ? [] : [`${name} replaces the pods of ${quoted(pods)} in a rolling update.`]),
      ...(targets.some(({ path }) => path[0] === "output")
        ? [`${name} is also in an output: modules that read it change with their next apply.`]
        : []),
    ];
  });
}

const destroyedFirst = ({ length }: readonly string[]): string =>
  length > 1
    ? " Terraform destroys all of them at the same time, before it creates the new ones."
    : " Terraform destroys it before it creates the new one.";

const switches = ({ source }: Module): string[] =>
  Object.keys(asObject(source["variable"])).flatMap((name) => {
    const addresses = switchedBy(source, name);
    return addresses.length === 0 ? [] : [`\`${name}\` creates or destroys ${quoted(addresses)}.`];
  });

function nodeCounts({ source }: Module, modules: readonly Module[]): string[] {
  const all = resizes(source);
  const groups = configsOf(source, "aws_eks_node_group");
  if (groups.length === 0) return [];
  if (!groups.some((group) => leftSizes(group).number)) {
    return [
      "Every apply sets the number of nodes of each group to `desired_size`, its minimum. A lower minimum removes nodes: EKS evicts their pods for up to 15 minutes, without regard to disruption budgets. An autoscaler that sets the number needs `ignore_changes` of `scaling_config[0].desired_size`.",
    ];
  }
  if (groups.some((group) => leftSizes(group).all)) {
    return [
      "Schedules set the sizes of node groups (`aws_scheduler_schedule`), and Terraform sets them only when it creates a group. To change them, edit `scaling_config` of the group and the request of the schedule that starts it: the new sizes apply from its next start. These commands change the number now:",
      code(...all.map(({ command }) => command)),
    ];
  }
  if (all.length === 0) return [];
  const isScaled = modules.some((module) =>
    configsOf(module.source, "helm_release").some((release) =>
      NODE_AUTOSCALERS.has(String(release["chart"]).replace(/^.*\//, "")),
    ),
  );
  return [
    `Terraform sets the number of nodes only when it creates a node group. After that, it sets only the minimum and maximum.${
      isScaled ? "" : " Nothing in these modules changes the number within these bounds."
    } EKS rejects a minimum above the current number and a maximum below it. To move a bound past the current number, first set the number of each group, within its current bounds (so raise the maximum before the number, and the number before the minimum):`,
    code(...all.map(({ command }) => command)),
  ];
}

const quoted = (addresses: readonly string[]): string =>
  addresses.map((address) => `\`${address}\``).join(", ");
