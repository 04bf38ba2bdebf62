import { GUARDS, type Guard } from "../../../proof/facts/kept/guards";
import { isFalse, isTrue } from "../../../proof/model/blocks";
import { type Json, isJsonObject } from "../../../proof/terraform-json/stack-json";
import { type Edit } from "../comparison/edit";
import { type Phrase, say } from "../phrase";
import { type Effect, joinedLines } from "./several";
import { type Topic } from "./topic";

/** Protections from deletion that end. One that begins is harmless. */
export const guards: Topic = {
  title: "Protection from deletion",
  lines: ({ resources }) =>
    joinedLines(
      resources
        .filter(({ action }) => action !== "add" && action !== "destroy")
        .flatMap(({ layer, address, edits }) =>
          edits.flatMap((edit): Effect[] =>
            guardsIn(edit)
              .filter(({ guard, before, after }) => protects(guard, before) && !protects(guard, after))
              .map(({ guard, name, before, after }) => ({
                place: { layer, address },
                key: `${name} ${String(after)} ${guard.without}`,
                level: "attention",
                edits: [edit],
                text: (all) => say`${name} of ${all}: ${word(before)} → ${word(after)}: ${[guard.without]}`,
              })),
          ),
        ),
    ),
  judges: (_, edit) => edit !== undefined && isOnlyGuards(edit),
};

interface Found {
  readonly guard: Guard;
  readonly name: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Protections in an edit; `lifecycle` can change as a whole. */
function guardsIn({ argument, before, after }: Edit): Found[] {
  if (argument !== "lifecycle") return foundIn(argument, before, after);
  const [was, is] = [objectOf(before), objectOf(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) =>
    foundIn(key, was[key], is[key]),
  );
}

const foundIn = (argument: string, before: Json | undefined, after: Json | undefined): Found[] => {
  const guard = GUARDS.find((each) => each.argument.test(argument));
  return guard ? [{ guard, name: argument.replace(/^lifecycle\./, ""), before, after }] : [];
};

function objectOf(value: Json | undefined): Readonly<Record<string, Json>> {
  const [object] = [value ?? null].flat();
  return object !== undefined && isJsonObject(object) ? object : {};
}

/** True if an edit changes nothing but protections; an order of creation is harmless too. */
function isOnlyGuards(edit: Edit): boolean {
  if (edit.argument !== "lifecycle") return guardsIn(edit).length > 0;
  const keys = [...Object.keys(objectOf(edit.before)), ...Object.keys(objectOf(edit.after))];
  return keys.every((key) => key === "create_before_destroy" || foundIn(key, null, null).length > 0);
}

const protects = ({ safe, isDefault }: Guard, value: Json | undefined): boolean =>
  value === undefined || value === null ? isDefault === true : safe ? isTrue(value) : isFalse(value);

const word = (value: Json | undefined): Phrase => [
  value === undefined || value === null ? "not set" : String(value),
];
