import { isNamedValue, referencesIn } from "../../core/terraform-references";
import { templatesOf } from "../../core/terraform-templates";

/**
 * The references of an expression in the order in which they were written. A plan lists each with all of its
 * beginnings after it: `aws_vpc.main.id`, `aws_vpc.main`.
 */
export function writtenReferences(listed: readonly string[]): string[] {
  const written: string[] = [];
  let last = "";
  for (const each of listed) {
    const isBeginning = last.startsWith(each) && /^[.[]/.test(last.slice(each.length));
    if (!isBeginning) written.push(each);
    last = each;
  }
  return written;
}

/** What templates in a value name, by their subjects; `isBlock` tells blocks from names inside an expression. */
export function subjectsIn(value: unknown, isBlock: (address: string) => boolean): Set<string> {
  const subjects = expressionsIn(value)
    .flatMap(referencesIn)
    .map(({ subject }) => subject);
  return new Set(subjects.filter((subject) => isNamedValue(subject) || isBlock(subject)));
}

function expressionsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return templatesOf(value).expressions;
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => [...expressionsIn(key), ...expressionsIn(item)]);
}
