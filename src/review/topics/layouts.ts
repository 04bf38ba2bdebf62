import { isDeepStrictEqual } from "node:util";
import { type ResourceChange } from "../change";
import { documentIn } from "../comparison/documents";
import { type Edit } from "../comparison/edit";
import { say } from "../stages/phrase";
import { type Change, type Topic, type TopicLine } from "./topic";

/** Values of charts, and files of ConfigMaps that a program parses. */
const PARSED: readonly { readonly type: RegExp; readonly path: RegExp }[] = [
  { type: /^helm_release$/, path: /^values(\[\d+\])?$/ },
  { type: /^kubernetes_config_map(_v1)?$/, path: /^data\..*\.(json|ya?ml|toml)$/ },
];

/** Texts that differ in spaces, comments or the order of keys, and hold the same values. */
export const layouts: Topic = {
  title: "Layouts of texts",
  lines: ({ resources }: Change) =>
    resources.flatMap((resource) =>
      resource.edits
        .filter((edit) => isLayout(resource, edit))
        .map((edit): TopicLine => {
          const { layer, address } = resource;
          const text = say`only the layout of ${edit.path} of ${address} differs: its values are the same`;
          return { level: "info", layer, address, edits: [edit], text };
        }),
    ),
};

function isLayout({ type }: ResourceChange, { path, before, after }: Edit): boolean {
  const isParsed = PARSED.some((each) => each.type.test(type) && each.path.test(path));
  if (!isParsed || typeof before !== "string" || typeof after !== "string") return false;
  const [old, now] = [documentIn(before), documentIn(after)];
  return old !== undefined && isDeepStrictEqual(old, now);
}
