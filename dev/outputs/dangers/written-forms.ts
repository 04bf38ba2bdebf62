import { isDeepStrictEqual } from "node:util";
import { type Json } from "../../../src/terraform/stack-json";
import { changesOf } from "../../mutate/changes";
import { setting, type Mutable, type MutableObject, type Path } from "../../mutate/edits";
import { bodyAt, type StackChange, type Stacks } from "../change";
import { FORMS } from "./forms";

/** A dangerous value in another form. It is a danger if the plain one is. */
export interface WrittenDanger extends StackChange {
  readonly plain: StackChange;
}

/** Changes of one value by the schemas, each in the forms in which Terraform has the same value. */
export function writtenForms(environment: string, stacks: Stacks): WrittenDanger[] {
  let turn = 0;
  return changesOf(environment, stacks).flatMap((change): WrittenDanger[] => {
    const { kind, layer, address, change: words } = change;
    if (kind !== "weakening" && kind !== "addition" && kind !== "removal or edit") return [];
    const before = stacks.find((each) => each.layer === layer)?.stack.find(address)?.config;
    const after = change.place().edited?.find(address)?.config;
    const found = before && after ? difference(before, after, []) : undefined;
    if (found?.after === undefined || found.path.length === 0) return [];
    const value = found.after;
    // Each change in a few forms, and each form with some changes of each type.
    const forms = FORMS.filter((form) => !hasBlocks(value) || form.isOfBlock).flatMap((form) => {
      const written = form.written(value, found.before);
      return written ? [{ form, written }] : [];
    });
    const chosen = Array.from(
      { length: Math.min(2, forms.length) },
      (_, index) => forms[(turn + index) % forms.length],
    );
    turn += 3;
    const set = (json: MutableObject, to: Json): void =>
      void setting(found.path, to as Mutable)(bodyAt(json, address));
    return chosen.flatMap((each) =>
      each
        ? [
            {
              layer,
              address,
              change: `${words} as a ${each.form.name}`,
              edit: (json) => {
                set(json, each.written.value);
                each.written.add?.(json);
              },
              plain: { layer, address, change: words, edit: (json) => set(json, value) },
            },
          ]
        : [],
    );
  });
}

/** No expression computes a block. */
const hasBlocks = (value: Json): boolean =>
  value !== null &&
  typeof value === "object" &&
  (!Array.isArray(value) || value.some((item: Json) => hasBlocks(item)));

interface Difference {
  readonly path: Path;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** The only value that differs; undefined where several do. */
export function difference(
  before: Json | undefined,
  after: Json | undefined,
  path: Path,
): Difference | undefined {
  const keys = (value: Json | undefined): readonly string[] =>
    value !== null && typeof value === "object" ? Object.keys(value) : [];
  const isInside =
    keys(before).length > 0 && keys(after).length > 0 && Array.isArray(before) === Array.isArray(after);
  if (!isInside || (Array.isArray(before) && keys(before).length !== keys(after).length))
    return { path, before, after };
  const own = before as Readonly<Record<string, Json>>;
  const other = after as Readonly<Record<string, Json>>;
  const differing = [...new Set([...keys(before), ...keys(after)])].filter(
    (key) => !isDeepStrictEqual(own[key], other[key]),
  );
  const [key] = differing;
  if (key === undefined || differing.length > 1) return undefined;
  return difference(own[key], other[key], [...path, Array.isArray(before) ? Number(key) : key]);
}
