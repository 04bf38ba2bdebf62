import { type Json, type JsonObject, asObject, isJsonObject } from "./stack-json";
import { type Grammar, GRAMMARS } from "./grammar";
import { bodyIn } from "./expansion/bodies";
import { type Written, familyValue, instancesIn, writtenIn } from "./expansion/families";
import { type BlockInstance, OPEN_INSTANCE } from "./language/instances";
import { Mistake } from "./mistake";
import { ModuleScope, labelled } from "./language/module-scope";
import { type NameScope, within } from "./language/scope";
import { jsonOf } from "./language/values/residue";
import { type HclValue } from "./language/values/value";

interface Options {
  /** Addresses of instances that have another address elsewhere. @default - none */
  readonly renamed?: ReadonlyMap<string, string>;
  /** Addresses that are instances of one block elsewhere, by each of them: a dependency on one is one on all. @default - none */
  readonly together?: ReadonlyMap<string, readonly string[]>;
  /** Variables that are not replaced by a value. @default - none */
  readonly openVariables?: readonly string[];
  /** Whether blocks that no recorded schema describes are refused, or have expressions alone. @default "refused" */
  readonly otherBlocks?: "refused" | "expressions";
  /**
   * Whether texts that read no variable, no local value and no block with instances stay as they
   * are written, and so does a block with a written set of keys. Otherwise each expression has one
   * form. @default false
   */
  readonly keepsTexts?: boolean;
  /** Whether a local value that only an apply knows stays one, as in the text of a policy. @default false */
  readonly keepsOpenLocals?: boolean;
  /** Local values that stay in the result. @default - none */
  readonly keptLocals?: readonly string[];
}

/**
 * A module as Terraform plans it with values of its variables: every instance is a block with its
 * key, such as `private["a"]`; expressions are evaluated as far as a plan can. What only an apply
 * knows is an expression in one form.
 */
export class Expansion {
  private readonly blocks: ReadonlyMap<string, Written>;
  private readonly instances = new Map<string, readonly BlockInstance[] | undefined>();
  private readonly scope: ModuleScope;
  private readonly renamed: ReadonlyMap<string, string>;

  /** @param module Terraform JSON, or HCL as read, where every block is in a list */
  constructor(
    private readonly module: JsonObject,
    values: JsonObject,
    private readonly options: Options = {},
  ) {
    this.renamed = options.renamed ?? new Map<string, string>();
    this.blocks = new Map(writtenIn(module).map((block) => [block.address, block]));
    const family = (address: string): HclValue | undefined => {
      const block = this.blocks.get(address);
      return block && familyValue(block, this.instancesOf(block), this.renamed);
    };
    this.scope = new ModuleScope(module, values, family, options);
  }

  /** The whole module. Throws a Mistake for what Terraform refuses. */
  whole(): JsonObject {
    const result: Record<string, Json> = {};
    for (const [section, value] of Object.entries(this.module)) {
      if (section === "resource" || section === "data") result[section] = this.section(section);
      else if (section === "output" || section === "provider" || section === "module")
        result[section] = this.labelledBlocks(section, value);
      else if (section !== "locals" && section !== "//") result[section] = value;
    }
    const { keptLocals = [] } = this.options;
    const locals = [
      ...keptLocals.map((name) => [name, jsonOf(this.scope.local(name))] as const),
      ...[...this.scope.openLocals].map(([name, value]) => [name, jsonOf(value)] as const),
    ];
    return locals.length === 0 ? result : { ...result, locals: Object.fromEntries(locals) };
  }

  /** Addresses of all instances of its blocks. */
  addresses(): string[] {
    return [...this.blocks.values()].flatMap((block) =>
      (this.instancesOf(block) ?? [{ key: "" }]).map(({ key }) => `${block.address}${key}`),
    );
  }

  private instancesOf(block: Written): readonly BlockInstance[] | undefined {
    if (this.options.keepsTexts && WRITTEN_SET.test(String(block.body["for_each"]))) return undefined;
    if (!this.instances.has(block.address)) this.instances.set(block.address, instancesIn(block, this.scope));
    return this.instances.get(block.address);
  }

  private section(section: "resource" | "data"): JsonObject {
    const types: Record<string, Record<string, Json>> = {};
    for (const block of this.blocks.values()) {
      if (block.section !== section) continue;
      const instances = this.instancesOf(block);
      for (const { key, names } of instances ?? [OPEN_INSTANCE]) {
        const address = `${block.address}${key}`;
        const written = this.renamed.get(address) ?? address;
        const name = written.replace(/^data\./, "").slice(block.type.length + 1);
        const body = instances ? without(block.body, ["for_each", "count"]) : block.body;
        const grammar = this.grammarOf(section, block.type);
        (types[block.type] ??= {})[name] = this.body(body, grammar, within(this.scope, names), address);
      }
    }
    return types;
  }

  private grammarOf(
    section: "resource" | "data" | "provider" | "output",
    label: string,
  ): Grammar | undefined {
    const isOpen =
      this.options.otherBlocks === "expressions" &&
      section !== "output" &&
      !GRAMMARS.isDescribed(section, label);
    return isOpen ? GRAMMARS.openBlock : GRAMMARS.rootModule.blockOf(section)?.(label);
  }

  private labelledBlocks(section: "output" | "provider" | "module", value: Json): JsonObject {
    const blocks = labelled(value).map(([label, body]) => {
      const grammar = section === "module" ? GRAMMARS.openBlock : this.grammarOf(section, label);
      return [label, this.body(body, grammar, this.scope, `${section}.${label}`)] as const;
    });
    const names = [...new Set(blocks.map(([label]) => label))];
    return Object.fromEntries(
      names.map((name) => [name, blocks.filter(([label]) => label === name).map(([, body]) => body)]),
    );
  }

  private body(body: JsonObject, grammar: Grammar | undefined, scope: NameScope, place: string): JsonObject {
    if (!grammar) throw new Mistake("got a block that no provider schema describes").inBlock(place);
    try {
      const result = bodyIn(body, grammar, scope, (address) => this.members(address));
      return this.options.keepsTexts
        ? asObject(writtenAs(body, result, (text) => this.isFixed(text)))
        : result;
    } catch (error) {
      throw error instanceof Mistake ? error.inBlock(place) : error;
    }
  }

  /** Whether an expression in a text has the same value in every module. */
  private isFixed(text: string): boolean {
    if (/\b(var|local|each|count)\./.test(text)) return false;
    const references = text.match(/\b(data\.)?[a-z]\w*\.[A-Za-z_][\w-]*/g) ?? [];
    return references.every((address) => {
      const block = this.blocks.get(address);
      return !block || !this.isRenamed(block);
    });
  }

  private isRenamed(block: Written): boolean {
    return this.instancesOf(block)?.some(({ key }) => this.renamed.has(`${block.address}${key}`)) === true;
  }

  /** Addresses of all instances of a block, as other blocks depend on them. */
  private members(address: string): string[] {
    const block = this.blocks.get(address);
    const instances = block && this.instancesOf(block);
    const all = instances?.map(({ key }) => `${address}${key}`) ?? [address];
    return all
      .map((each) => this.renamed.get(each) ?? each)
      .flatMap((each) => this.options.together?.get(each) ?? [each]);
  }
}

/** A set whose keys are written one by one. */
const WRITTEN_SET = /^\$\{toset\(\[(?!\s*for\b)[^[\]]*\]\)\}$/;

const isTemplate = (value: Json): boolean => typeof value === "string" && value.includes("${");

/** A result with the texts of its source where these are fixed, and not known. */
function writtenAs(source: Json | undefined, result: Json, isFixed: (text: string) => boolean): Json {
  if (typeof source === "string")
    return isTemplate(source) && isTemplate(result) && isFixed(source) ? source : result;
  if (Array.isArray(source) && Array.isArray(result))
    return source.length === result.length
      ? result.map((item: Json, index) => writtenAs(source[index] as Json, item, isFixed))
      : result;
  if (!isJsonObject(source) || !isJsonObject(result)) return result;
  return Object.fromEntries(
    Object.entries(result).map(([key, item]) => [key, writtenAs(source[key], item, isFixed)]),
  );
}

const without = (body: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
