import { UserData } from "../../../infrastructure/text-user-data";
import { NODE_ARGUMENTS } from "../../../evidence/nodes";
import { shownValue } from "../../../terraform/shown-value";
import { type Json } from "../../../terraform/stack-json";
import { type Edit, type ResourceChange } from "../../change";
import { isOfTags } from "../../comparison/tag-arguments";
import { firstAndMore, fromTo, type Phrase, say, someAndMore } from "../../stages/phrase";
import { sentencesOf } from "../named";
import { type Change, differingItems, keyOfPlace, type TopicLine } from "../topic";
import { rowLines } from "../rows";

const { line } = sentencesOf("Nodes");

/** Nodes that EKS replaces step by step, since their launch template changes, and the settings that they get. */
export const templateLines = (change: Change): TopicLine[] =>
  change.resources
    .filter((resource) => resource.type === "aws_launch_template" && mayStay(resource))
    .flatMap((template) => [
      ...rolledLines(template, change.resources),
      ...rowLines("Settings of nodes", template, change),
      ...settingLines(template),
      ...rowLines("Templates of nodes", template, change),
      ...rowLines("Metadata of nodes", template, change),
    ]);

/** Whether a block changes in place, as far as facts say. */
const mayStay = ({ action }: ResourceChange): boolean => action === "change" || action === "unknown";

/** Arguments of a launch template that no node has. */
const WITHOUT_NODES = /^(tags|name|description|update_default_version)(\.|$)/;

function rolledLines(template: ResourceChange, resources: readonly ResourceChange[]): TopicLine[] {
  const edits = template.edits.filter((edit) => !WITHOUT_NODES.test(edit.argument) && !isOfTags(edit));
  const groups = resources.filter(
    (resource) =>
      resource.type === "aws_eks_node_group" &&
      mayStay(resource) &&
      resource.reasons.some(({ follows }) => follows === keyOfPlace(template)),
  );
  if (edits.length === 0 || groups.length === 0) return [];
  const names = firstAndMore(groups.map((group) => group.address));
  const update = [NODE_ARGUMENTS.update];
  const changes = someAndMore(edits.map(inWords), MOST);
  return [line("rolled", template, { groups: names, changes, update })];
}

/** Edits that a line names in full. */
const MOST = 3;

/** User data has lines of its own, since its base64 says nothing to a reader. */
const inWords = (edit: Edit): Phrase =>
  edit.path === "user_data" ? ["user_data"] : say`${edit.path} ${fromTo(edit)}`;

/** Lines of the NodeConfig that change, where it is not compared by path. */
const settingLines = (template: ResourceChange): TopicLine[] =>
  template.edits
    .filter(({ path }) => path === "user_data")
    .flatMap((edit) => {
      const { lost, gained } = differingItems(nodeConfigLines(edit.before), nodeConfigLines(edit.after));
      if (lost.length + gained.length === 0) return [];
      return line("settings", template, { old: shown(lost), new: shown(gained) }, { edits: [edit] });
    });

const nodeConfigLines = (data: Json | undefined): string[] =>
  (UserData.in(data)?.nodeConfig ?? "").split("\n").map((line) => line.trim());

const shown = (lines: readonly string[]): Phrase =>
  lines.length === 0 ? ["not set"] : [{ value: shownValue("user_data", lines.join(", ")) }];
