import { type Json, type JsonObject, asObject } from "./stack-json";
import { type Grammar, type Syntax } from "./grammar";

/** An argument of a block. */
export interface Argument {
  readonly name: string;
  readonly syntax: Syntax;
  readonly value: Json;
}

/** A block. In JSON it is an object or a list of objects, below keys for its labels. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
}

export interface Body {
  readonly arguments: readonly Argument[];
  readonly blocks: readonly Block[];
}

export interface Reading {
  /** Whether a single block is in a list too. @default false */
  readonly blocksAreLists?: boolean;
}

/** Splits Terraform JSON into arguments and blocks. */
export function bodyOf(json: JsonObject, grammar: Grammar, reading: Reading = {}, place = ""): Body {
  const args: Argument[] = [];
  const blocks: Block[] = [];
  for (const [name, value] of Object.entries(json)) {
    if (name === "//") continue;
    const at = place === "" ? name : `${place}.${name}`;
    const grammarOf = grammar.blockOf(name);
    const syntax = grammar.syntaxOf(name);
    if (grammarOf) blocks.push(...blocksOf({ type: name, labels: [], grammarOf, reading }, value, at));
    else if (syntax) args.push({ name, syntax, value });
    else throw new Error(`${at}: got an argument that src/terraform/grammar.ts does not declare`);
  }
  return { arguments: args, blocks };
}

interface Opening {
  readonly type: string;
  /** Labels so far; the grammar of some blocks depends on the first. */
  readonly labels: readonly string[];
  readonly grammarOf: (label: string) => Grammar;
  readonly reading: Reading;
}

/** Blocks of one type: each label is a key of an object, and the last key has a body or a list of bodies. */
function blocksOf(opening: Opening, value: Json, place: string, isListed = false): Block[] {
  const { type, labels, grammarOf, reading } = opening;
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) => blocksOf(opening, item, `${place}[${index}]`, true));
  }
  if (value === null || typeof value !== "object") {
    throw new Error(
      `${place}: got ${JSON.stringify(value)}, expected a block; an expression cannot compute blocks`,
    );
  }
  const object = asObject(value);
  const labelsLeft = grammarOf(labels[0] ?? Object.keys(object)[0] ?? "").labels - labels.length;
  if (labelsLeft === 0) {
    if (reading.blocksAreLists && !isListed) throw new Error(`${place}: got an argument, expected a block`);
    return [{ type, labels, body: bodyOf(object, grammarOf(labels[0] ?? ""), reading, place) }];
  }
  return Object.entries(object).flatMap(([label, below]) =>
    label === "//" ? [] : blocksOf({ ...opening, labels: [...labels, label] }, below, `${place}.${label}`),
  );
}
