import { type Json } from "../../terraform/stack-json";
import { aligned } from "../hcl/layout";
import { printedConstant } from "../hcl/value";
import { type Assignment, assignmentsIn } from "./assignments";

/**
 * A text of HCL values with other values. Everything else in it stays as its owner wrote it.
 *
 * @param values values as their templates, by name; a name that the text lacks is added at its end
 */
export function changedText(
  text: string,
  values: ReadonlyMap<string, Json>,
  removed: readonly string[],
): string {
  const lines = text.split("\n");
  const known = assignmentsIn(text);
  let next = 0;
  const written: string[] = [];
  for (const each of known) {
    written.push(...lines.slice(next, each.from));
    next = each.to;
    if (removed.includes(each.name)) continue;
    const value = values.get(each.name);
    const own = lines.slice(each.from, each.to);
    written.push(
      ...(value === undefined ? own : withNote(each.head, printedConstant(value), noteOf(own, each))),
    );
  }
  written.push(...lines.slice(next));
  while (written.at(-1) === "") written.pop();
  const names = known.map(({ name }) => name);
  for (const [name, value] of values)
    if (!names.includes(name)) written.push(`${name} = ${printedConstant(value)}`);
  return inColumns(`${written.join("\n")}\n`);
}

/** A value with the comment behind it. Nothing can follow the end mark of a heredoc, so its comment is above. */
function withNote(head: string, value: string, note: string): string[] {
  if (note === "" || !isHeredoc(value)) return [`${head}${value}${note}`];
  return [note.trim(), `${head}${value}`];
}

const isHeredoc = (value: string): boolean => value.startsWith("<<");

/** The comment behind a value of one line. */
function noteOf([line = "", ...others]: readonly string[], { head }: Assignment): string {
  if (others.length > 0) return "";
  return /^(?:"(?:\\.|[^"\\])*"|[^"#])*?(\s*#.*)$/.exec(line.slice(head.length))?.[1] ?? "";
}

/**
 * Values of one line and heredocs that follow each other, with their equals signs in one column, as `terraform fmt` has
 * them.
 */
function inColumns(text: string): string {
  const lines = text.split("\n");
  const inGroups = new Map(
    assignmentsIn(text)
      .filter(({ from, to, head }) => to === from + 1 || isHeredoc((lines[from] ?? "").slice(head.length)))
      .map((each) => [each.from, each]),
  );
  const written: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const group: { name: string; value: string }[] = [];
    for (let each = inGroups.get(index); each; each = inGroups.get(index)) {
      group.push({ name: each.name, value: lines.slice(index, each.to).join("\n").slice(each.head.length) });
      index = each.to;
    }
    if (group.length > 0) written.push(aligned(group));
    if (index < lines.length) written.push(lines[index] ?? "");
  }
  return written.join("\n");
}
