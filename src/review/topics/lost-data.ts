import { SETTINGS_OF_HOLDERS } from "../../evidence/holders";
import { STORED_DATA, type StoredData } from "../../evidence/stored-data";
import { isTrue } from "../../terraform/stack-json";
import { lifecycleOf } from "../../terraform/lifecycle";
import { type ResourceChange } from "../change";
import { type Phrase } from "../stages/phrase";
import { holderGoes, holderIsNew, isGone } from "./holders";
import { sentencesOf } from "./named";
import { alike, type Change, type Effect, type Topic } from "./topic";

const { effect } = sentencesOf("Data that is lost");

/** Objects that the apply deletes with the data in them, and settings that end with their object. */
export const lostData: Topic = {
  title: "Data that is lost",
  lines: ({ resources }) =>
    alike(
      Object.entries(STORED_DATA).flatMap(([type, held]) =>
        resources.filter((each) => each.type === type && isGone(each)).map((each) => effectOf(each, held)),
      ),
    ),
  judgesBlock: (resource, change) =>
    isGone(resource) &&
    (Object.hasOwn(STORED_DATA, resource.type) ||
      (Object.hasOwn(SETTINGS_OF_HOLDERS, resource.type) && endsWithHolder(change, resource))),
};

/** Whether a setting is deleted with its object, and does not go to another object that exists. */
const endsWithHolder = (change: Change, setting: ResourceChange): boolean =>
  holderGoes(change, setting) && (setting.action === "destroy" || holderIsNew(change, setting));

function effectOf(resource: ResourceChange, held: StoredData): Effect {
  const { before = {} } = resource;
  const { noun, data, force, keep, isCopy } = held;
  // Terraform reads the argument in the state, which a replacement does not change first.
  if (keep !== undefined && isTrue(before[keep])) return effect("kept", resource, { noun: [noun] });
  const isRefused = force !== undefined && !isTrue(before[force]);
  const name = isRefused ? (isCopy ? "refused copy" : "refused") : "lost";
  return effect(name, resource, { noun: [noun], data: [data], guard: guardOf(resource) });
}

/** The end of a `prevent_destroy`, which a block that stays keeps. */
function guardOf({ action, before, after }: ResourceChange): Phrase {
  const guarded = (config: ResourceChange["before"]): boolean =>
    isTrue(lifecycleOf(config)["prevent_destroy"]);
  if (action === "replace" && guarded(after)) return ["; its prevent_destroy stops the plan"];
  return guarded(before) ? ["; its prevent_destroy goes with this change"] : [];
}
