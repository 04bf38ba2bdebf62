import { readByGenerated } from "./harmless-additions.json";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { lifecycleOf } from "../../terraform/lifecycle";
import { asObject, block, isFalse, texts } from "../../terraform/stack-json";
import { type Edit } from "../change";
import { joinPhrases, type Phrase, say } from "../stages/phrase";
import { namesInEdit } from "./added-blocks";
import { type Change, isAt, type LinePlace, type Topic } from "./topic";
import { topicOfRows } from "./rows";
import { notJudgedIn } from "../../infrastructure/text-not-judged";

const rows = topicOfRows("Data sources, modules and providers", {
  when: {
    "harmless of the owner": ({ resource, edit, change }) =>
      isOwn(change.after, resource) && isHarmless(resource, edit, change),
    harmless: ({ resource, edit, change }) => isHarmless(resource, edit, change),
    keeping: ({ edit }) => isFalse(lifecycleOf(asObject(edit.after))["destroy"]),
  },
  words: {
    source: ({ edit }) => namesInEdit(edit, ["source", "version"]),
    program: ({ edit }) => namesInEdit(edit, ["program"]),
    page: ({ edit }) => namesInEdit(edit, ["url"]),
    removed: ({ resource }) => say`${removedIn(resource)}`,
    acts: ({ edit }) => actsAs(edit),
  },
});

const removedIn = ({ address }: LinePlace): string => address.slice("removed.".length);

/** Blocks besides resources that appear or go: data sources, modules, providers, blocks about the state, and values. */
export const foreignCode: Topic = {
  ...rows,
  judgesOther: (other, edit, change) => isWhole(edit) && isHarmless(other, edit, change),
};

/** True for a block that exists on one side only. */
const isWhole = ({ path, before, after }: Edit): boolean =>
  path === "" && (before === undefined || after === undefined);

/** A value does nothing until a block reads it, and that block has an edit of its own; a moved or imported block has a line. */
const VALUES = /^(variable|local|output|moved|import)\./;

function isHarmless(place: LinePlace, { before }: Edit, { after, resources }: Change): boolean {
  const { layer, address } = place;
  if (VALUES.test(address) || (address.startsWith("check.") && before === undefined)) return true;
  // the resource that it removes has a line
  if (address.startsWith("removed.")) return resources.some(isAt({ layer, address: removedIn(place) }));
  if (!address.startsWith("data.")) return false;
  if (before !== undefined) return true;
  const [, type = "", name = ""] = address.split(".");
  if (!isOwn(after, { layer, address }))
    return readByGenerated.includes(type) || isRead(layer, address, type, after);
  return name !== "" && isRead(layer, address, type, after);
}

function isRead(layer: LinePlace["layer"], address: string, type: string, plan: Change["after"]): boolean {
  const [stack, found] = [plan.stack(layer), plan.find(layer, address)];
  if (stack === undefined || found === undefined) return false;
  return notJudgedIn(stack, { kind: "data", labels: [type], body: found.config }).length === 0;
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
