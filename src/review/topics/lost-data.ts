import { SETTINGS_OF_HOLDERS } from "../../evidence/holders";
import { STORED_DATA, type StoredData } from "../../evidence/stored-data";
import { block, isTrue, isFalse, type Json } from "../../terraform/stack-json";
import { lifecycleOf } from "../../terraform/lifecycle";
import { type ResourceChange, type Edit } from "../change";
import { type Phrase } from "../stages/phrase";
import { holderGoes, holderIsNew, isGone } from "./holders";
import { sentencesOf } from "./named";
import { effectLines, type Change, type Effect, type Topic } from "./topic";
import { GUARDS } from "../../evidence/guards";

const { effect } = sentencesOf("Data that is lost");

/** Objects that the apply deletes with the data in them, and settings that end with their object. */
export const lostData: Topic = {
  title: "Data that is lost",
  lines: ({ resources }) =>
    effectLines(
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

const protection = sentencesOf("Protection from deletion");

/** Protections from deletion that end. One that begins is harmless. */
export const guards: Topic = {
  title: "Protection from deletion",
  lines: ({ resources }) =>
    effectLines(
      resources.flatMap((resource) =>
        resource.edits.flatMap((edit) =>
          guardsIn(edit)
            .filter(({ guard, before, after }) => protects(guard, before) && !protects(guard, after))
            .map(({ guard, name, before, after }) => {
              const words = { name, old: word(before), new: word(after), without: [guard.without] };
              return protection.effect("ended", resource, words, { edits: [edit] });
            }),
        ),
      ),
    ),
  judgesEdit: (_, edit) => isOnlyGuards(edit),
  judgesOther: (_, edit) => isOnlyGuards(edit),
};

interface Found {
  readonly guard: (typeof GUARDS)[number];
  readonly name: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Protections in an edit; `lifecycle` can change as a whole. */
function guardsIn({ argument, before, after }: Edit): Found[] {
  if (argument !== "lifecycle") return foundIn(argument, before, after);
  const [was, is] = [block(before), block(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) =>
    foundIn(key, was[key], is[key]),
  );
}

function foundIn(argument: string, before: Json | undefined, after: Json | undefined): Found[] {
  const guard = GUARDS.find((each) => each.argument.test(argument));
  return guard ? [{ guard, name: argument.replace(/^lifecycle\./, ""), before, after }] : [];
}

/** True if an edit changes nothing but protections; the order of a replacement is harmless too. */
function isOnlyGuards(edit: Edit): boolean {
  if (edit.argument !== "lifecycle") return guardsIn(edit).length > 0;
  const keys = [...Object.keys(block(edit.before)), ...Object.keys(block(edit.after))];
  return keys.every((key) => key === "create_before_destroy" || foundIn(key, null, null).length > 0);
}

function protects({ safe, isDefault }: Found["guard"], value: Json | undefined): boolean {
  if (value === undefined || value === null) return isDefault === true;
  return safe ? isTrue(value) : isFalse(value);
}

const word = (value: Json | undefined): Phrase => [
  value === undefined || value === null ? "not set" : String(value),
];
