import { type BlockSchema, PROVIDER_SCHEMAS } from "../facts/provider-schema";
import { own } from "../base/own";
import { resourceType } from "../facts/resource-types";
import { type Json, type JsonObject, asObject } from "./stack-json";
import { type META } from "./meta-arguments";
import { Mistake } from "./mistake";

/**
 * Syntax of an argument. In Terraform JSON all of them are JSON values, and only their place distinguishes them:
 *
 * expression  a value whose strings are templates
 * literal     a value whose strings are not templates
 * reference   a string that is a name, or a list of such strings
 * policy      an expression whose string is JSON that the provider compares by content
 */
type Syntax = "expression" | "literal" | "reference" | "policy";

/** Arguments and nested blocks that a block can have. */
export interface Grammar {
  /** Names in quotes between the block's type and its brace. */
  readonly labels: number;
  /** Syntax of an argument; undefined if the block does not have it. */
  readonly syntaxOf: (argument: string) => Syntax | undefined;
  /** Grammar of a nested block. It can depend on the first label, which is empty if it is not known. */
  readonly blockOf: (type: string) => ((label: string) => Grammar) | undefined;
}

type Blocks = Readonly<Record<string, (label: string) => Grammar>>;
type Arguments = Readonly<Record<string, Syntax>>;

const NO_BLOCKS: Blocks = {};

/** A block that Terraform itself defines. */
const fixed = (labels: number, args: Arguments, blocks: Blocks = NO_BLOCKS): Grammar => ({
  labels,
  syntaxOf: (argument) => own(args, argument),
  blockOf: (type) => own(blocks, type),
});

/** A block that takes any argument. */
const open = (labels: number, syntax: Syntax, blocks: Blocks = NO_BLOCKS): Grammar => ({
  ...fixed(labels, {}, blocks),
  syntaxOf: () => syntax,
});

const CONDITION = () => fixed(0, { condition: "expression", error_message: "expression" });

const LIFECYCLE = fixed(
  0,
  {
    create_before_destroy: "literal",
    ignore_changes: "reference",
    prevent_destroy: "literal",
    replace_triggered_by: "reference",
  },
  { precondition: CONDITION, postcondition: CONDITION },
);

const CONNECTION = open(0, "expression");

const PROVISIONER: Grammar = {
  ...open(1, "expression", { connection: () => CONNECTION }),
  syntaxOf: (argument) => (["when", "on_failure"].includes(argument) ? "reference" : "expression"),
};

/** Syntax of the arguments of every resource. */
const META_SYNTAX: Readonly<Record<(typeof META.arguments)[number], Syntax>> = {
  count: "expression",
  depends_on: "reference",
  for_each: "expression",
  provider: "reference",
};
const META_GRAMMAR: Readonly<Record<(typeof META.blocks)[number], () => Grammar>> = {
  connection: () => CONNECTION,
  lifecycle: () => LIFECYCLE,
  provisioner: () => PROVISIONER,
};

/** A block that a provider's schema describes, with its `dynamic` blocks. */
function described(
  schema: BlockSchema,
  labels: number,
  {
    args = {},
    blocks = NO_BLOCKS,
    policies = [],
  }: { readonly args?: Arguments; readonly blocks?: Blocks; readonly policies?: readonly string[] } = {},
): Grammar {
  const attributes = new Set(schema.attributes.split(" "));
  const nested = schema.blocks ?? {};
  const blockOf = (type: string): Grammar | undefined => {
    const block = own(nested, type);
    return block && described(block, 0);
  };
  return {
    labels,
    syntaxOf: (argument) => {
      if (policies.includes(argument)) return "policy";
      if (attributes.has(argument)) return "expression";
      return own(args, argument);
    },
    blockOf: (type) => {
      if (type === "dynamic") return (label) => dynamic(blockOf(label) ?? open(0, "expression"));
      const block = blockOf(type);
      if (block) return () => block;
      return own(blocks, type);
    },
  };
}

const dynamic = (content: Grammar): Grammar =>
  fixed(
    1,
    { for_each: "expression", iterator: "reference", labels: "expression" },
    { content: () => content },
  );

/** A resource, data source or provider that no recorded schema describes. */
const OPEN_BLOCK: Grammar = {
  ...open(2, "expression", META_GRAMMAR),
  syntaxOf: (argument) => own<Syntax>(META_SYNTAX, argument) ?? "expression",
};

/** Whether a recorded schema describes a resource type, a data source or a provider. */
function isDescribed(section: "resource" | "data" | "provider", label: string): boolean {
  if (section === "provider") return PROVIDER_SCHEMAS[label]?.configuration !== undefined;
  return (
    label === "terraform_remote_state" ||
    PROVIDER_SCHEMAS[providerOf(label)]?.[KINDS[section]][label] !== undefined
  );
}

const KINDS = { resource: "resources", data: "data" } as const;

/** Terraform's own data source, which needs no provider. */
const REMOTE_STATE: BlockSchema = { attributes: "backend config defaults workspace" };

function schemaOf(kind: "resources" | "data", type: string): BlockSchema {
  const known =
    type === "terraform_remote_state" ? REMOTE_STATE : PROVIDER_SCHEMAS[providerOf(type)]?.[kind][type];
  if (known) return known;
  throw new Error(`${type}: src/facts/provider-schemas has no schema for it; run npm run provider-schemas`);
}

const providerOf = (type: string): string => type.split("_")[0] ?? "";

function block(kind: "resources" | "data"): (type: string) => Grammar {
  const known = new Map<string, Grammar>([["", fixed(2, {})]]);
  return (type) => {
    const grammar =
      known.get(type) ??
      described(schemaOf(kind, type), 2, {
        args: META_SYNTAX,
        blocks: META_GRAMMAR,
        policies: resourceType(type)?.json ?? [],
      });
    known.set(type, grammar);
    return grammar;
  };
}

function provider(name: string): Grammar {
  if (name === "") return fixed(1, {});
  const schema = PROVIDER_SCHEMAS[name]?.configuration;
  if (!schema) throw new Error(`provider ${name}: src/facts/provider-schemas has no schema for it`);
  return described(schema, 1, { args: { alias: "literal" } });
}

const MOVE = fixed(0, { from: "reference", to: "reference" });

const REMOVAL = fixed(0, { from: "reference" }, { lifecycle: () => fixed(0, { destroy: "literal" }) });
const IMPORT = fixed(0, { for_each: "expression", to: "reference", id: "expression" });

/** Top-level blocks of a root module. */
const ROOT_MODULE = fixed(
  0,
  {},
  {
    terraform: () =>
      fixed(
        0,
        { required_version: "literal" },
        {
          backend: () => open(1, "literal"),
          required_providers: () => open(0, "literal"),
        },
      ),
    provider,
    variable: () =>
      fixed(
        1,
        {
          type: "reference",
          description: "literal",
          default: "literal",
          sensitive: "literal",
          nullable: "literal",
          ephemeral: "literal",
        },
        { validation: CONDITION },
      ),
    locals: () => open(0, "expression"),
    data: block("data"),
    resource: block("resources"),
    moved: () => MOVE,
    removed: () => REMOVAL,
    import: () => IMPORT,
    output: () =>
      fixed(
        1,
        {
          description: "literal",
          value: "expression",
          sensitive: "literal",
          ephemeral: "literal",
          depends_on: "reference",
        },
        { precondition: CONDITION },
      ),
  },
);

/** A file of `terraform test`. */
const TEST_FILE = fixed(
  0,
  {},
  {
    mock_provider: () =>
      fixed(
        1,
        { alias: "literal" },
        {
          mock_resource: () => fixed(1, { defaults: "expression" }),
          mock_data: () => fixed(1, { defaults: "expression" }),
        },
      ),
    variables: () => open(0, "literal"),
    override_data: () => fixed(0, { target: "reference", values: "expression" }),
    override_resource: () => fixed(0, { target: "reference", values: "expression" }),
    run: () =>
      fixed(
        1,
        { command: "reference", expect_failures: "reference" },
        {
          plan_options: () => fixed(0, { target: "reference" }),
          variables: () => open(0, "literal"),
          assert: CONDITION,
        },
      ),
  },
);

/** Blocks that each kind of file can have, and one that no recorded schema describes. */
export const GRAMMARS = {
  rootModule: ROOT_MODULE,
  testFile: TEST_FILE,
  /** Values of variables, and settings of a backend. */
  valuesFile: open(0, "literal"),
  openBlock: OPEN_BLOCK,
  isDescribed,
};

/** An argument of a block. */
interface Argument {
  readonly name: string;
  readonly syntax: Syntax;
  readonly value: Json;
}

/** A block. In JSON it is an object or a list of objects, below keys for its labels. */
interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
}

interface Body {
  readonly arguments: readonly Argument[];
  readonly blocks: readonly Block[];
}

interface Reading {
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
    throw new Mistake(
      `${place}: got ${JSON.stringify(value)}, expected a block; an expression cannot compute blocks`,
    );
  }
  const object = asObject(value);
  const labelsLeft = grammarOf(labels[0] ?? Object.keys(object)[0] ?? "").labels - labels.length;
  if (labelsLeft === 0) {
    if (reading.blocksAreLists && !isListed) throw new Mistake(`${place}: got an argument, expected a block`);
    return [{ type, labels, body: bodyOf(object, grammarOf(labels[0] ?? ""), reading, place) }];
  }
  return Object.entries(object).flatMap(([label, below]) =>
    label === "//" ? [] : blocksOf({ ...opening, labels: [...labels, label] }, below, `${place}.${label}`),
  );
}
