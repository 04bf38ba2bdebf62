import { type JsonObject } from "../../terraform/stack-json";
import { type Grammar, bodyOf } from "../../terraform/grammar";
import { aligned, indented } from "./layout";
import { printedPolicy } from "./policy";
import { printedReference } from "./reference";
import { printedLiteral, printedValue } from "./value";

type Body = ReturnType<typeof bodyOf>;

type Block = Body["blocks"][number];
type Argument = Body["arguments"][number];
/** Comments of a block. */
export interface BlockComment {
  /** Lines above the block. */
  readonly above: readonly string[];
  /** Lines at its top, where checkov reads them. */
  readonly inside: readonly string[];
}

/** Comments by the address of their block: `aws_vpc_endpoint.s3`. */
export type Comments = ReadonlyMap<string, BlockComment>;

/** Prints Terraform JSON as HCL in the format of `terraform fmt`; an empty object gives an empty text. */
export function printedHcl(json: JsonObject, grammar: Grammar, comments: Comments = new Map()): string {
  const { arguments: args, blocks } = bodyOf(json, grammar);
  const parts = [
    ...(args.length > 0 ? [printedArguments(args)] : []),
    ...blocks.map((block) => printedBlock(block, comments.get(addressOf(block)))),
  ];
  return parts.map((part) => `${part}\n`).join("\n");
}

/** The block's name in references. */
function addressOf({ type, labels }: Block): string {
  return (type === "resource" ? labels : [type, ...labels]).join(".");
}

function printedBlock(block: Block, comment: BlockComment = { above: [], inside: [] }): string {
  const { type, labels, body } = block;
  const head = [type, ...labels.map((label) => JSON.stringify(label))].join(" ");
  const first = body.arguments.filter(({ name }) => FIRST.includes(name));
  const last = body.arguments.filter(({ name }) => LAST.includes(name));
  const others = body.arguments.filter((each) => !first.includes(each) && !last.includes(each));
  const lastBlocks = body.blocks.filter((each) => LAST.includes(each.type));
  const parts = [
    ...[comment.inside]
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.map(printedComment).join("\n")),
    ...[first, others].filter((args) => args.length > 0).map(printedArguments),
    ...body.blocks.filter((each) => !lastBlocks.includes(each)).map((each) => printedBlock(each)),
    ...lastBlocks.map((each) => printedBlock(each)),
    ...[last].filter((args) => args.length > 0).map(printedArguments),
  ];
  const lines = comment.above.map((line) => `${printedComment(line)}\n`).join("");
  return parts.length === 0 ? `${lines}${head} {}` : `${lines}${head} {\n${indented(parts.join("\n\n"))}\n}`;
}

const printedComment = (line: string): string => `# ${line.replace(/\s+/g, " ")}`;

/** Meta-arguments that are printed first and last, by convention. */
const FIRST = ["count", "for_each", "provider"];
const LAST = ["lifecycle", "depends_on"];

const printedArguments = (args: readonly Argument[]): string =>
  aligned(args.map(({ name, syntax, value }) => ({ name, value: PRINT[syntax](value) })));

const PRINT: Record<Argument["syntax"], (value: Argument["value"]) => string> = {
  expression: printedValue,
  literal: printedLiteral,
  reference: printedReference,
  policy: printedPolicy,
};
