import { type Json } from "../../terraform/stack-json";
import { formattedHcl } from "./expression";
import { LONGEST_LINE, indented } from "./layout";

/** A name such as `aws_vpc.main`, which is a string in Terraform JSON, or a list of names. */
export function printedReference(value: Json): string {
  if (Array.isArray(value)) {
    const names = value.map(printedReference);
    const line = `[${names.join(", ")}]`;
    return line.length <= LONGEST_LINE ? line : `[\n${names.map((name) => `${indented(name)},\n`).join("")}]`;
  }
  // A type in several lines has the spacing of `terraform fmt` already.
  if (typeof value === "string" && value.includes("\n")) return value;
  const name = typeof value === "string" ? formattedHcl(value) : undefined;
  if (name === undefined) throw new Error(`got ${JSON.stringify(value)}, expected a reference`);
  return name;
}
