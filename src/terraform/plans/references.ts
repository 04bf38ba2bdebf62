import { referencesIn } from "../terraform-references";
import { isNamedValue } from "../language/syntax/named-values";

/**
 * References of an expression in source order. A plan lists each reference, followed by its prefixes:
 * `aws_vpc.main.id`, `aws_vpc.main`.
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

/** Subjects of the references in a value. `isBlock` separates blocks from other names in an expression. */
export function subjectsIn(value: unknown, isBlock: (address: string) => boolean): Set<string> {
  const subjects = referencesIn(value).map(({ subject }) => subject);
  return new Set(subjects.filter((subject) => isNamedValue(subject) || isBlock(subject)));
}
