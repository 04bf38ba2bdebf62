import { nodeConfigIn, userDataIn } from "../../../infrastructure/user-data";
import { NODE_ARGUMENTS } from "../../../evidence/nodes";
import { type Json } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { type Edit } from "../../comparison/edit";
import { isOfTags } from "../../comparison/tag-arguments";
import { type Phrase, joined, say } from "../../stages/phrase";
import { shownValue } from "../../../terraform/shown-value";
import { fromTo } from "../edited";
import { type Effect, alike } from "../alike";
import { firstAndMore } from "../names";
import { type Change, type TopicLine } from "../topic";

/** Nodes that EKS replaces step by step, since their launch template changes, and the settings that they get. */
export const rollingLines = ({ resources }: Change): TopicLine[] => [
  ...alike(resources.flatMap(releaseEffects)),
  ...resources
    .filter(({ type, action }) => type === "aws_launch_template" && action === "change")
    .flatMap((template) => [
      ...rolledLines(template, resources),
      ...settingLines(template),
      ...reservationLines(template),
      ...metadataLines(template),
    ]),
];

/** A node that Terraform replaces has a line on its end. */
function releaseEffects({ type, action, layer, address, edits }: ResourceChange): Effect[] {
  if (type !== "aws_eks_node_group" || action === "none") return [];
  return edits.flatMap((edit): Effect[] => {
    const place = { layer, address, edits: [edit] };
    if (/^(ami_type|instance_types|capacity_type|disk_size)$/.test(edit.argument)) {
      return [
        { ...place, level: "info", text: (names) => say`${edit.argument} of ${names}: ${fromTo(edit)}` },
      ];
    }
    if (!/^(version|release_version)$/.test(edit.argument)) return [];
    return [
      {
        ...place,
        level: "attention",
        harm: "nodes roll",
        text: (names) =>
          say`node version of ${names}: ${fromTo(edit)}${edit.after === undefined ? [] : say`; EKS replaces the nodes: ${[NODE_ARGUMENTS.update]}`}`,
      },
    ];
  });
}

/** Arguments of a launch template that no node has. */
const WITHOUT_NODES = /^(tags|name|description|update_default_version)(\.|$)/;

function rolledLines(template: ResourceChange, resources: readonly ResourceChange[]): TopicLine[] {
  const { layer, address } = template;
  const edits = template.edits.filter((edit) => !WITHOUT_NODES.test(edit.argument) && !isOfTags(edit));
  const groups = resources.filter(
    ({ type, action, reasons }) =>
      type === "aws_eks_node_group" &&
      action === "change" &&
      reasons.some(({ follows }) => follows === `${layer}/${address}`),
  );
  if (edits.length === 0 || groups.length === 0) return [];
  const names = firstAndMore(groups.map((group) => group.address));
  return [
    {
      level: "attention",
      harm: "nodes roll",
      layer,
      address,
      text: say`the apply replaces the nodes of ${names} step by step, since ${address} changes in ${changesIn(edits)}: ${[NODE_ARGUMENTS.update]}`,
    },
  ];
}

/** Edits that a line names in full. */
const MOST = 3;

function changesIn(edits: readonly Edit[]): Phrase {
  const more = edits.length > MOST ? say` and ${edits.length - MOST} more` : [];
  return [...joined(edits.slice(0, MOST).map(inWords)), ...more];
}

/** User data has lines of its own, since its base64 says nothing to a reader. */
const inWords = (edit: Edit): Phrase =>
  edit.path === "user_data" ? ["user_data"] : say`${edit.path} ${fromTo(edit)}`;

/** Lines of the NodeConfig that change. */
const settingLines = ({ layer, address, edits }: ResourceChange): TopicLine[] => [
  ...edits
    .filter(({ path }) => OF_NODE_CONFIG.test(path))
    .map((edit): TopicLine => {
      const text = say`settings of the nodes of ${address}: ${edit.path} ${fromTo(edit)}`;
      return { level: "info", layer, address, text, edits: [edit] };
    }),
  ...edits
    .filter(({ path }) => path === "user_data")
    .flatMap((edit): TopicLine[] => {
      const [before, after] = [nodeConfigLines(edit.before), nodeConfigLines(edit.after)];
      const lost = before.filter((line) => !after.includes(line));
      const gained = after.filter((line) => !before.includes(line));
      if (lost.length + gained.length === 0) return [];
      const text = say`settings of the nodes of ${address}: ${shown(lost)} → ${shown(gained)}`;
      return [{ level: "info", layer, address, text, edits: [edit] }];
    }),
];

/** Settings of a NodeConfig or of Bottlerocket that are compared by path, alone or as a part of MIME. */
const OF_NODE_CONFIG =
  /^user_data(\.application\/node\.eks\.aws)?\.(apiVersion|kind|spec|settings)(\.|$)|^user_data\.application\/node\.eks\.aws$/;

const nodeConfigLines = (data: Json | undefined): string[] =>
  nodeConfigIn(userDataIn(data) ?? "")
    .split("\n")
    .map((line) => line.trim());

const shown = (lines: readonly string[]): Phrase =>
  lines.length === 0 ? ["not set"] : [{ value: shownValue("user_data", lines.join(", ")) }];

/** Source: Amazon EC2 user guide, "On-Demand Capacity Reservations" (read 2026-11-26): a reservation is billed until it is cancelled. */
function reservationLines({ layer, address, edits }: ResourceChange): TopicLine[] {
  const found = edits.filter(({ argument }) => /^capacity_reservation_specification(\.|$)/.test(argument));
  return found.map((edit) => ({
    level: "attention",
    layer,
    address,
    edits: [edit],
    text: say`capacity reservation of ${address}: ${fromTo(edit)}; nodes start where it has room, and a reservation without nodes is still billed`,
  }));
}

/** Source: Amazon EC2 user guide, "Use the Instance Metadata Service to access instance metadata" (unconfirmed). */
function metadataLines({ layer, address, edits }: ResourceChange): TopicLine[] {
  const found = edits.filter(({ argument }) => /^metadata_options(\.|$)/.test(argument));
  return found.map((edit) => {
    const isStricter = edit.argument.endsWith(".http_tokens") && edit.after === "required";
    const text = say`${edit.path} of ${address}: ${fromTo(edit)}`;
    return {
      level: isStricter ? "info" : "attention",
      layer,
      address,
      edits: [edit],
      text: isStricter ? text : say`${text}; programs of pods read the credentials of nodes through it`,
    };
  });
}
