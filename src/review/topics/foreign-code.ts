import { readByGenerated } from "./harmless-additions.json";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { asObject, block, texts } from "../../terraform/stack-json";
import { type Edit, type OtherChange } from "../change";
import { joinPhrases, type Phrase, say } from "../stages/phrase";
import { namesInEdit } from "./added-blocks";
import { attention, type Change, info, type Topic, type TopicLine } from "./topic";
import { notJudgedIn } from "../../infrastructure/text-not-judged";

/** Blocks besides resources that appear or go: data sources, modules, providers, blocks about the state, and values. */
export const foreignCode: Topic = {
  title: "Data sources, modules and providers",
  lines: (change) =>
    change.others.flatMap((other) =>
      other.edits.filter(isWhole).flatMap((edit) => lineOf(other, edit, change)),
    ),
  judgesOther: (other, edit, change) => isWhole(edit) && isHarmless(other, edit, change),
};

/** True for a block that exists on one side only. */
const isWhole = ({ path, before, after }: Edit): boolean =>
  path === "" && (before === undefined || after === undefined);

/** A value does nothing until a block reads it, and that block has an edit of its own; a moved block is counted. */
const VALUES = /^(variable|local|output|moved)\./;

function isHarmless({ layer, address }: OtherChange, { before }: Edit, { after }: Change): boolean {
  if (VALUES.test(address) || (address.startsWith("check.") && before === undefined)) return true;
  if (!address.startsWith("data.")) return false;
  if (before !== undefined) return true;
  const [, type = "", name = ""] = address.split(".");
  if (!isOwn(after, { layer, address }))
    return readByGenerated.includes(type) || isRead(layer, address, type, after);
  return name !== "" && isRead(layer, address, type, after);
}

function isRead(layer: OtherChange["layer"], address: string, type: string, plan: Change["after"]): boolean {
  const [stack, found] = [plan.stack(layer), plan.find(layer, address)];
  if (stack === undefined || found === undefined) return false;
  return notJudgedIn(stack, { kind: "data", labels: [type], body: found.config }).length === 0;
}

function lineOf(other: OtherChange, edit: Edit, change: Change): TopicLine[] {
  if (edit.after === undefined) return [];
  const edits = [edit];
  const text = words(other, edit);
  if (text !== undefined) return [attention(other, text, { edits })];
  const isOwnRead = other.address.startsWith("data.") && isOwn(change.after, other);
  return isOwnRead && isHarmless(other, edit, change)
    ? [info(other, say`${other.address} is read; a read changes nothing`, { edits })]
    : [];
}

/** The danger of a new block in words; undefined for one without a known danger. */
function words({ address }: OtherChange, edit: Edit): Phrase | undefined {
  const [kind = "", name = ""] = address.split(".");
  if (kind === "module")
    return say`${address} is added${namesInEdit(edit, ["source", "version"])}; these files do not show its resources, their rights and its programs`;
  if (kind === "provider") return say`${address} is added: ${actsAs(edit)}`;
  if (kind === "removed")
    return say`${[kind]} ${address.slice("removed.".length)}: no stack manages the object any more; it exists on and is billed`;
  if (kind !== "data") return undefined;
  if (name === "external")
    return say`${address} runs a program at each plan, with the rights of who plans${namesInEdit(edit, ["program"])}`;
  if (name === "http")
    return say`${address} reads a page at each plan, whose owner decides what it says${namesInEdit(edit, ["url"])}`;
  return undefined;
}

/** Where a provider acts: its accounts, roles and region. */
function actsAs({ after }: Edit): Phrase {
  const config = asObject(after);
  const roles = texts(block(config["assume_role"])["role_arn"]);
  const parts = [
    ...texts(config["allowed_account_ids"]).map((each) => say`account ${each}`),
    ...roles.map((each) => say`role ${each}`),
    ...texts(config["region"]).map((each) => say`region ${each}`),
  ];
  return parts.length === 0
    ? ["these files do not show what it acts on"]
    : say`applies act in ${joinPhrases(parts)}`;
}
