import { groupBy } from "../../base/group-by";
import { escapeTemplates, isTemplate, onlyExpression } from "../../terraform/terraform-templates";
import { referencesIn } from "../../terraform/terraform-references";
import { type Json, type JsonObject, isJsonObject, textsIn } from "../../terraform/stack-json";
import { type Grammar, bodyOf } from "../../terraform/grammar";
import { jsonInTemplate } from "../terraform/json-text";
import { asRead } from "./as-read";
import { counted } from "../../base/counted";
import equal from "./equal-forms.json";

type Body = ReturnType<typeof bodyOf>;

type Block = Body["blocks"][number];
type Argument = Body["arguments"][number];
/** Differences in form between equivalent modules. */
export const NORMALISATIONS = equal.forms;

export type Normalisation = keyof typeof NORMALISATIONS;

/** The two modules of a comparison: the synthesized one, and the one that was read back. */
interface Sides {
  readonly expected: JsonObject;
  readonly found: JsonObject;
  /** Arguments of function calls in `found`, by expression. @default - none */
  readonly calls?: Calls;
  readonly grammar: Grammar;
  /** Whether every block in `found` is in a list, as in the output of the HCL parser. @default false */
  readonly foundIsHcl?: boolean;
}

/** A difference between `found` and `expected`. */
export interface Difference {
  /** The difference as one line. */
  readonly text: string;
  /** Addresses of the block that has it, and of blocks to which its values refer. */
  readonly addresses: readonly string[];
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** Number of compared values. */
  readonly values: number;
  readonly normalisations: readonly Normalisation[];
}

/** Compares every argument of every block with its counterpart. */
export function comparedModules({
  expected,
  found,
  calls = new Map(),
  grammar,
  foundIsHcl = false,
}: Sides): Comparison {
  const run = new Run(calls);
  const left = whole(bodyOf(expected, grammar));
  try {
    run.bodies(left, whole(bodyOf(found, grammar, { blocksAreLists: foundIsHcl })), "");
  } catch (error) {
    run.differences.push({ text: (error as Error).message, addresses: [] });
  }
  return { differences: run.differences, values: run.values, normalisations: [...run.used] };
}

/** Merges the parts of `terraform` and `locals` into one block each. */
function whole({ arguments: args, blocks }: Body): Body {
  const isSplit = ({ type }: Block): boolean => type === "terraform" || type === "locals";
  const types = [...new Set(blocks.filter(isSplit).map(({ type }) => type))];
  const joined = types.map((type): Block => {
    const bodies = blocks.filter((block) => block.type === type).map(({ body }) => body);
    return {
      type,
      labels: [],
      body: {
        arguments: bodies.flatMap((body) => body.arguments),
        blocks: bodies.flatMap((body) => body.blocks),
      },
    };
  });
  return { arguments: args, blocks: [...joined, ...blocks.filter((block) => !isSplit(block))] };
}

type Calls = ReadonlyMap<string, Json>;

const NO_CALLS: Calls = new Map();

class Run {
  readonly differences: Difference[] = [];
  readonly used = new Set<Normalisation>(["blocks", "comments", "references", "split"]);
  values = 0;
  /** Address of the block that is compared. */
  private block = "";

  constructor(private readonly calls: Calls) {}

  private note(place: string, problem: string, referred: readonly string[] = []): void {
    this.differences.push({ text: `${place}: ${problem}`, addresses: [this.block, ...referred] });
  }

  private differ(place: string, expected: Json | undefined, found: Json | undefined): void {
    const texts = textsIn([expected ?? null, found ?? null]).map(asTemplate);
    const referred = referencesIn(texts).map(({ subject }) => subject);
    this.note(place, `got ${jsonExcerpt(found)}, expected ${jsonExcerpt(expected)}`, referred);
  }

  bodies(expected: Body, found: Body, place: string): void {
    this.arguments(expected.arguments, found.arguments, place);
    const [left, right] = [byAddress(expected.blocks), byAddress(found.blocks)];
    for (const address of new Set([...left.keys(), ...right.keys()])) {
      const [lefts, rights] = [left.get(address) ?? [], right.get(address) ?? []];
      const at = place === "" ? address : `${place} ${address}`;
      if (place === "") this.block = address.replace(/^resource\./, "");
      if (lefts.length !== rights.length) {
        this.note(at, `got ${counted(rights.length, "block")}, expected ${lefts.length}`);
        continue;
      }
      for (const [index, block] of lefts.entries()) {
        const counterpart = rights[index];
        if (counterpart) this.bodies(block.body, counterpart.body, lefts.length > 1 ? `${at}[${index}]` : at);
      }
    }
  }

  private arguments(expected: readonly Argument[], found: readonly Argument[], place: string): void {
    const [left, right] = [byName(expected), byName(found)];
    for (const name of new Set([...left.keys(), ...right.keys()])) {
      const at = place === "" ? name : `${place} ${name}`;
      const [argument, ...others] = left.get(name) ?? [];
      const [counterpart, ...more] = right.get(name) ?? [];
      if (!argument || !counterpart) this.differ(at, argument?.value, counterpart?.value);
      else if (others.length > 0 || more.length > 0) this.note(at, "set twice");
      else this.argument(argument, counterpart.value, at);
    }
  }

  private argument({ syntax, value }: Argument, found: Json, place: string): void {
    switch (syntax) {
      case "literal":
        // Terraform evaluates no function calls in a literal.
        this.same(escapeTemplates(value), found, place, NO_CALLS);
        break;
      case "reference":
        this.same(bare(value), bare(found), place);
        break;
      case "policy":
        this.policy(value, found, place);
        break;
      case "expression":
        this.same(value, found, place);
    }
  }

  private policy(expected: Json, found: Json, place: string): void {
    const call = typeof found === "string" ? onlyExpression(found) : undefined;
    const json = typeof expected === "string" ? jsonInTemplate(expected) : undefined;
    if (json === undefined || call === undefined || !call.startsWith("jsonencode(")) {
      this.same(expected, found, place);
      return;
    }
    this.used.add("policies");
    this.same(json, this.calls.get(call) ?? null, place);
  }

  private same(expected: Json, found: Json, place: string, calls = this.calls): void {
    if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
      expected.forEach((item: Json, index) =>
        this.same(item, found[index] as Json, `${place}[${index}]`, calls),
      );
      if (expected.length === 0) this.values += 1;
    } else if (isJsonObject(expected) && isJsonObject(found)) {
      this.objects(expected, found, place, calls);
    } else {
      this.values += 1;
      const isSame =
        typeof expected === "string" && typeof found === "string"
          ? this.sameText(expected, found, calls)
          : !isJsonObject(expected) && !Array.isArray(expected) && expected === found;
      if (!isSame) this.differ(place, expected, found);
    }
  }

  private objects(expected: JsonObject, found: JsonObject, place: string, calls: Calls): void {
    const [left, right] = [byKey(expected), byKey(found)];
    if (left.size === 0 && right.size === 0) this.values += 1;
    for (const key of new Set([...left.keys(), ...right.keys()])) {
      const [value, counterpart] = [left.get(key), right.get(key)];
      if (value === undefined || counterpart === undefined)
        this.differ(`${place}.${key}`, value, counterpart);
      else this.same(value, counterpart, `${place}.${key}`, calls);
    }
  }

  private sameText(expected: string, found: string, calls: Calls): boolean {
    if (expected === found) return true;
    const call = onlyExpression(found);
    if (call?.startsWith("chomp(<<") && !expected.startsWith("${chomp(")) {
      const lines = calls.get(call);
      this.used.add("chomp");
      return (
        typeof lines === "string" &&
        lines.endsWith("\n") &&
        this.sameText(expected, lines.slice(0, -1), calls)
      );
    }
    if (expected.normalize("NFC") === found.normalize("NFC")) {
      this.used.add("unicode");
      return true;
    }
    this.used.add("expressions");
    return asRead(expected) === asRead(found);
  }
}

const byAddress = (blocks: readonly Block[]): Map<string, Block[]> =>
  groupBy(blocks, ({ type, labels }) => [type, ...labels].join("."));

const byName = (args: readonly Argument[]): Map<string, Argument[]> => groupBy(args, ({ name }) => name);

const byKey = (object: JsonObject): Map<string, Json> =>
  new Map(Object.entries(object).map(([key, value]) => [asRead(key), value]));

/**
 * A reference or a type without `${…}` and indents: the parser returns it as an expression with the indent of its block, but JSON has a
 * string.
 */
function bare(found: Json): Json {
  if (Array.isArray(found)) return found.map(bare);
  return typeof found === "string" ? (onlyExpression(found) ?? found).replaceAll(/\n */g, "\n") : found;
}

/** An argument that takes references has them bare. */
const asTemplate = (text: string): string => (isTemplate(text) ? text : `\${${text}}`);

const LONGEST_SHOWN = 120;

function jsonExcerpt(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
