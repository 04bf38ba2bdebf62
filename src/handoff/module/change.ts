import { NODE_AUTOSCALERS } from "../../catalog/platform-pods";
import { asObject } from "../../terraform-json/stack-json";
import { isMadeFirst, podsReplacedBy, nodesReplacedBy, replacedBy, switchedBy } from "../variables/effects";
import { resizes } from "../variables/node-group-size";
import { configsOf } from "../variables/variable";
import { code } from "./markdown";
import { type Module } from "./module";

/** What a change of a variable's value does, and what no variable changes; a paragraph each. */
export function changeTexts(module: Module, modules: readonly Module[]): string[] {
  const effects = [...replacements(module), ...switches(module)];
  return [
    `Variables hold values: sizes, counts, tags, ranges, retention. Read each plan before it is applied${
      effects.length > 0 ? ", above all of these, which do more than change something in place:" : "."
    }`,
    ...(effects.length > 0 ? [effects.map((effect) => `- ${effect}`).join("\n")] : []),
    ...nodeCounts(module, modules),
    "What changes the graph stays a matter of the generator: address ranges of the network, availability zones, which parts run, how clients come in. Change that in the environment's YAML file and hand over again, or take ownership of this module and edit it.",
  ];
}

function replacements({ parameters, source }: Module): string[] {
  return parameters.bindings.flatMap(({ variable, targets }) => {
    const name = `\`${variable.name}\``;
    const addresses = replacedBy(targets);
    const nodes = nodesReplacedBy(source, targets);
    const pods = podsReplacedBy(targets);
    const isLost = !isMadeFirst(source, addresses);
    return [
      ...(addresses.length === 0
        ? []
        : [
            `${name} replaces ${quoted(addresses)}${isLost ? `: Terraform destroys before it makes anew${addresses.length > 1 ? ", all at once" : ""}` : ""}.`,
          ]),
      ...(nodes.length === 0 ? [] : [`${name} replaces every node of ${quoted(nodes)}, step by step.`]),
      ...(pods.length === 0 ? [] : [`${name} replaces the pods of ${quoted(pods)}, step by step.`]),
      ...(targets.some(({ path }) => path[0] === "output")
        ? [`${name} is in an output too: modules that read it follow when they are applied.`]
        : []),
    ];
  });
}

const switches = ({ source }: Module): string[] =>
  Object.keys(asObject(source["variable"])).flatMap((name) => {
    const addresses = switchedBy(source, name);
    return addresses.length === 0 ? [] : [`\`${name}\` makes or destroys ${quoted(addresses)}.`];
  });

function nodeCounts({ source }: Module, modules: readonly Module[]): string[] {
  const all = resizes(source);
  if (all.length === 0) return [];
  const isScaled = modules.some((module) =>
    configsOf(module.source, "helm_release").some((release) =>
      NODE_AUTOSCALERS.has(String(release["chart"]).replace(/^.*\//, "")),
    ),
  );
  return [
    `Terraform decides how many nodes run only when it makes a group; from then on it sets the bounds alone.${
      isScaled ? "" : " Nothing in these modules moves the number between the bounds."
    } EKS refuses a minimum above it and a maximum below it. To move a bound past it, first set the number of each group, within the bounds of today (so raise the maximum before the number, and the number before the minimum):`,
    code(...all.map(({ command }) => command)),
  ];
}

const quoted = (addresses: readonly string[]): string =>
  addresses.map((address) => `\`${address}\``).join(", ");
