import type { $ZodIssue } from "zod/v4/core";
import { nearest } from "../../base/did-you-mean";
import { fixOfKind } from "./kind-fixes";
import type { PlaceInYaml } from "./places";
import { formatPath, printable } from "../problems";
import { counted } from "../../base/counted";
import { type ValueSchemas } from "./schema-kinds";
import { scalarText, type YamlNode } from "./yaml-node";
import { limitsOfForm } from "./limits";
import { choicesOf } from "./wording";

/** Fix for a value that zod refuses with one of its own messages. */
export function fixFor(issue: $ZodIssue, place: PlaceInYaml): string {
  const { written, forms } = place;
  if (written === undefined) return addIt(place);
  const kind = fixOfKind(written, forms);
  if (kind !== undefined) return kind;
  switch (issue.code) {
    case "too_small":
      if (issue.origin === "string") {
        const missing = Number(issue.minimum) - lengthOf(written);
        return lengthOf(written) === 0 ? "write some text" : `lengthen it by ${characters(missing)}`;
      }
      if (written.kind !== "scalar") return `add ${entries(Number(issue.minimum) - lengthOf(written))}`;
      return raised(limit(forms, "least"), issue.inclusive === false ? issue.minimum : undefined);
    case "too_big":
      if (issue.origin === "string") {
        return `shorten it by ${characters(lengthOf(written) - Number(issue.maximum))}`;
      }
      if (written.kind !== "scalar") return `remove ${entries(lengthOf(written) - Number(issue.maximum))}`;
      return lowered(limit(forms, "most"), issue.inclusive === false ? issue.maximum : undefined);
    case "invalid_type":
      return issue.expected === "int" ? "write it without decimals" : "write a value of that type";
    default:
      return choice(written, forms) ?? "write a value of that form";
  }
}

function raised(least: number | undefined, above: number | bigint | undefined): string {
  if (least !== undefined) return `raise it to ${least}`;
  return above === undefined ? "write a larger number" : `raise it above ${above}`;
}

function lowered(most: number | undefined, below: number | bigint | undefined): string {
  if (most !== undefined) return `lower it to ${most}`;
  return below === undefined ? "write a smaller number" : `lower it below ${below}`;
}

function addIt({ path, key }: PlaceInYaml): string {
  if (typeof key === "number") return "add the entry";
  const parent = path.slice(0, -1);
  return `add ${printable(String(key))}${parent.length === 0 ? "" : ` under ${formatPath(parent)}`}`;
}

function choice(written: YamlNode, forms: ValueSchemas): string | undefined {
  const choices = forms.flatMap(choicesOf);
  if (choices.length < 2)
    return forms.length === 1 && choices[0] !== undefined ? `write ${choices[0]}` : undefined;
  const word = textIn(written);
  // numbers have no typing errors to detect
  const meant = /[a-z]{2}/i.test(word) ? nearest(word, choices) : undefined;
  return meant === undefined ? "choose one of them" : `did you mean ${meant}?`;
}

/** Text of a value, as a text schema receives it. */
function textIn(written: YamlNode): string {
  if (written.kind !== "scalar") return "";
  return typeof written.value === "string" ? written.value : scalarText(written);
}

function lengthOf(written: YamlNode): number {
  if (written.kind === "list") return written.items.length;
  return written.kind === "mapping" ? written.entries.size : textIn(written).length;
}

const characters = (count: number): string => counted(count, "character");

function entries(count: number): string {
  return count === 1 ? "an entry" : counted(count, "entry");
}

function limit(forms: ValueSchemas, end: "least" | "most"): number | undefined {
  return forms.map((form) => limitsOfForm(form)[end]).find((value) => value !== undefined);
}
