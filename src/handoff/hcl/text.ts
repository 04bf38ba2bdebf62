import { asWritten, onlyExpression, templateParts } from "../../terraform/terraform-templates";
import { formattedHcl, interpolated } from "./expression";

type Part = ReturnType<typeof templateParts>[number];

/** Place of a template. */
export interface TextSpot {
  /** Whether a heredoc can be in it. */
  readonly heredocs: boolean;
  /** Whether Terraform evaluates function calls in it. */
  readonly calls: boolean;
}

/** Prints a template of Terraform JSON as HCL: an expression, a quoted text, or a heredoc. */
export function hclTemplate(template: string, { heredocs, calls }: TextSpot): string {
  const expression = onlyExpression(template);
  const bare = expression === undefined ? undefined : formattedHcl(expression);
  return bare ?? (heredocs ? heredoc(template, calls) : undefined) ?? quoted(template);
}

export function quoted(template: string): string {
  return `"${templateParts(template)
    .map((part) => printedPart(part, escapedText))
    .join("")}"`;
}

const printedPart = (part: Part, text: (text: string) => string): string =>
  "text" in part
    ? text(part.text)
    : (("expression" in part ? interpolated(part.expression) : undefined) ?? asWritten(part));

const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

const escapedText = (text: string): string =>
  text.replace(
    // Characters that HCL requires to be escaped.
    /["\\\u0000-\u001f\u007f]/g,
    (character) => ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Fewest lines of a text that is printed as a heredoc. */
const FEWEST_LINES = 2;

/**
 * A text of several lines as a heredoc. The value of a heredoc always ends in a line break, which `chomp` removes if the
 * text has none. Undefined if the indented form would change the text, or if it needs a call where no calls can be.
 */
function heredoc(template: string, calls: boolean): string | undefined {
  const endsLine = template.endsWith("\n");
  const lines = (endsLine ? template.slice(0, -1) : template).split("\n");
  if (lines.length < FEWEST_LINES || /[^\P{Cc}\n]/u.test(template)) return undefined;
  // Terraform removes the smallest indent from all lines, and an empty line counts as one.
  if (lines.some((line) => line.trim() === "") || lines.every((line) => line.startsWith(" ")))
    return undefined;
  if (!endsLine && (!calls || /\s$/.test(template))) return undefined;
  const parts = templateParts(template);
  if (parts.some((part) => "expression" in part && part.expression.includes("\n"))) return undefined;
  const body = parts
    .map((part) => printedPart(part, (text) => text))
    .join("")
    .split("\n");
  let mark = "EOT";
  while (lines.some((line) => line.trim() === mark)) mark += "_";
  const content = (endsLine ? body.slice(0, -1) : body).map((line) => `  ${line}`).join("\n");
  if (endsLine) return `<<-${mark}\n${content}\n${mark}`;
  const call = `chomp(<<-${mark}\n${content}\n${mark}\n)`;
  // A quote or a brace without its other half hides the end of the call from those who read the template again.
  return onlyExpression(`\${${call}}`) === call ? call : undefined;
}
