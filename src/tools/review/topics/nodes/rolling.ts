import { type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { say } from "../phrase";
import { fromTo } from "./edited";
import { type Change, type TopicLine } from "./topic";

/** Labels and taints of nodes, and nodes that an update replaces (EKS API, UpdateNodegroupConfig, UpdateNodegroupVersion; 2026-11-25). */
export const nodeChanges = ({ resources }: Change): TopicLine[] => [
  ...resources
    .filter(({ type, action }) => type === "aws_eks_node_group" && action === "change")
    .flatMap((group) => [...ownLines(group), ...replacedLines(group, resources)]),
  ...resources
    .filter(({ type, action }) => type === "aws_launch_template" && action === "change")
    .flatMap(settingLines),
];

function ownLines({ layer, address, edits }: ResourceChange): TopicLine[] {
  const line = (level: TopicLine["level"], edit: Edit, text: TopicLine["text"]): TopicLine => ({
    level,
    layer,
    address,
    text,
    edits: [edit],
  });
  return edits.flatMap((edit) => {
    if (/^taint(\.|$)/.test(edit.argument)) {
      const text = say`taints of ${address}: ${fromTo(edit)}; new pods without a toleration start elsewhere, and running ones stay`;
      return [line("attention", edit, text)];
    }
    return /^labels(\.|$)/.test(edit.argument)
      ? [line("info", edit, say`labels of ${address}: ${fromTo(edit)}`)]
      : [];
  });
}

/** Arguments of a launch template whose change needs no other nodes. */
const WITHOUT_NODES = /^(tags|name|description|update_default_version)(\.|$)/;

function replacedLines(
  { layer, address, reasons }: ResourceChange,
  resources: readonly ResourceChange[],
): TopicLine[] {
  const templates = resources.filter(
    (each) =>
      each.type === "aws_launch_template" &&
      reasons.some(({ follows }) => follows === `${each.layer}/${each.address}`) &&
      each.edits.some(({ argument }) => !WITHOUT_NODES.test(argument)),
  );
  return templates.map((template) => ({
    level: "info",
    layer,
    address,
    text: say`the apply replaces the nodes of ${address} step by step, since ${template.address} changes`,
  }));
}

/** Settings of a NodeConfig in user data, alone or as a part of MIME. */
const OF_NODE_CONFIG = /^user_data(\.application\/node\.eks\.aws)?\.(apiVersion|kind|spec)(\.|$)/;

const settingLines = ({ layer, address, edits }: ResourceChange): TopicLine[] =>
  edits
    .filter(({ path }) => OF_NODE_CONFIG.test(path))
    .map((edit) => ({
      level: "info",
      layer,
      address,
      text: say`settings of the nodes of ${address}: ${edit.path} ${fromTo(edit)}`,
      edits: [edit],
    }));
