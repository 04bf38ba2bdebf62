import { UserData } from "../../../infrastructure/text-user-data";
import { NODE_ARGUMENTS } from "../../../evidence/nodes";
import {
  asArray,
  asObject,
  block,
  blocks,
  isFalse,
  isTrue,
  type Json,
  type JsonObject,
} from "../../../terraform/stack-json";
import { type Edit, type ResourceChange } from "../../change";
import { type Topic } from "../topic";

/** Edits and blocks of which the lines of the topic say all that is harmful. */
export const nodeJudges: Pick<Topic, "judgesBlock" | "judgesEdit"> = {
  judgesBlock: (resource) =>
    (resource.type === "aws_eks_node_group" && judgesWholeGroup(resource)) ||
    (resource.type === "aws_launch_template" && judgesWholeTemplate(resource)),
  judgesEdit: ({ type }, edit) =>
    (type === "aws_eks_node_group" && judgesGroup(edit)) ||
    (type === "aws_launch_template" && judgesTemplate(edit)),
};

const judgesGroup = ({ argument, before, after }: Edit): boolean =>
  NODE_ARGUMENTS.harmlessOfGroups.test(argument) ||
  // an update that is forced ends pods whose disruption budget does not allow it
  (argument === "force_update_version" && (after === undefined || isFalse(after))) ||
  (NODE_ARGUMENTS.fewerAtATime.test(argument) && Number(after) <= Number(before)) ||
  (argument === "lifecycle" && [before, after].every(leavesSizesOnly)) ||
  (argument === "lifecycle.ignore_changes" && [before, after].every(isOfSizes));

/** Whether a lifecycle block only leaves sizes to others, of which the lines on sizes speak. */
const leavesSizesOnly = (lifecycle: Json | undefined): boolean =>
  Object.entries(asObject(asArray(lifecycle)[0] ?? lifecycle)).every(
    ([key, value]) => key === "ignore_changes" && isOfSizes(value),
  );

const isOfSizes = (paths: Json | undefined): boolean =>
  paths === undefined ||
  (Array.isArray(paths) ? asArray(paths) : [paths]).every((path) => String(path).includes("scaling_config"));

/** A group that ends has a line. A new one is harmless with the usual arguments, which checks and the cost judge. */
const judgesWholeGroup = ({ action, after }: ResourceChange): boolean =>
  action === "destroy" ||
  action === "replace" ||
  (action === "add" &&
    Object.keys(after ?? {}).every((name) => name === "//" || NODE_ARGUMENTS.usualOfGroups.includes(name)));

const judgesTemplate = ({ argument, before, after }: Edit): boolean =>
  NODE_ARGUMENTS.harmlessOfTemplates.test(argument) ||
  (argument === "block_device_mappings" && before === undefined && isEncrypted(asObject(after)));

/** Groups refer to their template, so that no node has one that is destroyed. */
const judgesWholeTemplate = ({ action, after = {} }: ResourceChange): boolean =>
  action === "destroy" || (action === "add" && isUsual(after));

const isUsual = (template: JsonObject): boolean =>
  NODE_ARGUMENTS.ownOfTemplates.every((name) => template[name] === undefined) &&
  block(template["metadata_options"])["http_tokens"] === "required" &&
  blocks(template["block_device_mappings"]).every(isEncrypted) &&
  (UserData.in(template["user_data"])?.scripts ?? []).length === 0;

const isEncrypted = (mapping: JsonObject): boolean => isTrue(block(mapping["ebs"])["encrypted"]);
