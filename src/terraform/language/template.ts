import { type Expression, constant } from "./syntax/expression";
import { valueText } from "./values/convert";
import { HclUnknown, type HclValue } from "./values/value";

/** A text of several parts. A part that is a template itself becomes several parts. */
export function templateOf(parts: readonly HclValue[]): HclValue {
  const nodes: Expression[] = [];
  for (const part of parts) {
    const inner = part instanceof HclUnknown ? part.expression : constant(valueText(part));
    for (const each of inner.kind === "template" ? inner.parts : [inner]) {
      const last = nodes.at(-1);
      if (each.kind === "constant" && last?.kind === "constant")
        nodes[nodes.length - 1] = constant(`${String(last.value)}${String(each.value)}`);
      else if (each.kind !== "constant" || each.value !== "") nodes.push(each);
    }
  }
  if (nodes.length === 0) return "";
  const [first] = nodes;
  if (nodes.length === 1 && first?.kind === "constant") return String(first.value).normalize("NFC");
  return new HclUnknown({ kind: "template", parts: nodes });
}
