import { GUARDS } from "../../evidence/guards";
import { asObject, isFalse, isTrue, type Json } from "../../terraform/stack-json";
import { type Edit } from "../change";
import { type Phrase, say } from "../stages/phrase";
import { alike, effectAt, type Topic } from "./topic";

/** Protections from deletion that end. One that begins is harmless. */
export const guards: Topic = {
  title: "Protection from deletion",
  lines: ({ resources }) =>
    alike(
      resources.flatMap((resource) =>
        resource.edits.flatMap((edit) =>
          guardsIn(edit)
            .filter(({ guard, before, after }) => protects(guard, before) && !protects(guard, after))
            .map(({ guard, name, before, after }) => {
              const text = (all: Phrase) =>
                say`${name} of ${all}: ${word(before)} → ${word(after)}: ${[guard.without]}`;
              return effectAt("attention", resource, text, { harm: "less protection", edits: [edit] });
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
  const [was, is] = [lifecycleIn(before), lifecycleIn(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) =>
    foundIn(key, was[key], is[key]),
  );
}

function foundIn(argument: string, before: Json | undefined, after: Json | undefined): Found[] {
  const guard = GUARDS.find((each) => each.argument.test(argument));
  return guard ? [{ guard, name: argument.replace(/^lifecycle\./, ""), before, after }] : [];
}

const lifecycleIn = (value: Json | undefined): Readonly<Record<string, Json>> =>
  asObject(Array.isArray(value) ? (value[0] as Json) : value);

/** True if an edit changes nothing but protections; the order of a replacement is harmless too. */
function isOnlyGuards(edit: Edit): boolean {
  if (edit.argument !== "lifecycle") return guardsIn(edit).length > 0;
  const keys = [...Object.keys(lifecycleIn(edit.before)), ...Object.keys(lifecycleIn(edit.after))];
  return keys.every((key) => key === "create_before_destroy" || foundIn(key, null, null).length > 0);
}

function protects({ safe, isDefault }: Found["guard"], value: Json | undefined): boolean {
  if (value === undefined || value === null) return isDefault === true;
  return safe ? isTrue(value) : isFalse(value);
}

const word = (value: Json | undefined): Phrase => [
  value === undefined || value === null ? "not set" : String(value),
];
