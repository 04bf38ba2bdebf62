import { nodeConfigIn, userDataIn } from "../../../proof/model/cluster/user-data";
import { type Json } from "../../../proof/terraform-json/stack-json";
import { type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { type Phrase, say } from "../phrase";
import { shownValue } from "../../../proof/terraform-json/secrets/shown-value";
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

/** Lines of the NodeConfig that change, whose base64 says nothing to a reader. */
const settingLines = ({ layer, address, edits }: ResourceChange): TopicLine[] =>
  edits
    .filter(({ argument }) => argument === "user_data")
    .flatMap((edit): TopicLine[] => {
      const [before, after] = [nodeConfigLines(edit.before), nodeConfigLines(edit.after)];
      const lost = before.filter((line) => !after.includes(line));
      const gained = after.filter((line) => !before.includes(line));
      if (lost.length + gained.length === 0) return [];
      const text = say`settings of the nodes of ${address}: ${shown(lost)} → ${shown(gained)}`;
      return [{ level: "info", layer, address, text, edits: [edit] }];
    });

const nodeConfigLines = (data: Json | undefined): string[] =>
  nodeConfigIn(userDataIn(data) ?? "")
    .split("\n")
    .map((line) => line.trim());

const shown = (lines: readonly string[]): Phrase =>
  lines.length === 0 ? ["not set"] : [{ value: shownValue("user_data", lines.join(", ")) }];
