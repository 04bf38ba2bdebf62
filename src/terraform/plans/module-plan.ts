import { createHash } from "node:crypto";
import { META } from "../meta-arguments";
import { blockAddress } from "../terraform-references";
import { escapeTemplates, isTemplate, unescapeTemplates } from "../terraform-templates";
import { type Json, type JsonObject, StackJson, asObject, isJsonObject, textsIn } from "../stack-json";
import { absentIn, existenceNotes } from "./absent-blocks";
import { comparedWithStack } from "./comparison/comparison";
import { type StackComparison } from "./stack-comparison";
import { type PlanGap } from "./comparison/tally";
import { comesTo, fitBothWays } from "./folder-text";
import { leftOutOf } from "./left-out";
import { isComplete, namedAddresses } from "./planned-addresses";
import { type Instance, type Planned, PlannedValues, Unplanned, isKnown, step } from "./planned-values";
import { type ReadBack } from "./read-back";
import { UnknownValue, type PartialValue, type PartialObject, PartialJson } from "./partial-json";

/** A root module with variables and maps. */
export interface ModuleText {
  /** The module as Terraform reads its files. */
  readonly written: JsonObject;
  /** The module with the plan's values of its variables, in which each instance is a block. */
  readonly json: JsonObject;
  /** Address of an instance in the plan, by its address in `json`. Others have the same address in both. */
  readonly instances: ReadonlyMap<string, string>;
}

/** A plan of such a module, as checks read it. */
export interface ModulePlan extends ReadBack {
  readonly comparison: StackComparison;
}

/**
 * Restores the stack that a plan of a module describes. The configuration of the plan is compared with the module's files, so that their
 * expressions are those of the plan; of each argument with another value than its expression gives, the planned value is the one that
 * counts.
 */
export const readModulePlan = (plan: JsonObject, name: string, module: ModuleText): ModulePlan =>
  new ModulePlanReader(plan, name, module).read();

/** Settings that no plan contains. */
const TAKEN = ["the expressions of its arguments", "lifecycle", "backend", "required_version"];

class ModulePlanReader {
  private readonly values: PlannedValues;
  /** Blocks of the configuration that have no instance. */
  private readonly withoutInstance: ReadonlySet<string>;
  private readonly absent = new Set<string>();
  private readonly differences: PlanGap[] = [];

  constructor(
    private readonly plan: JsonObject,
    private readonly name: string,
    private readonly module: ModuleText,
  ) {
    this.values = new PlannedValues(plan);
    this.withoutInstance = absentIn(plan);
  }

  read(): ModulePlan {
    const { json, written } = this.module;
    const resource = this.section("resource", "");
    const data = this.section("data", "data.");
    this.unexpected();
    const restored: PartialObject = {
      ...json,
      "//": { ...asObject(json["//"]), ...existenceNotes(this.absent) },
      resource,
      data,
    };
    const comparison = comparedWithStack(this.plan, new StackJson(this.name, written));
    return {
      json: new PartialJson(restored),
      taken: TAKEN,
      leftOut: leftOutOf(this.plan, this.values),
      comparison: {
        ...comparison,
        differences: [...comparison.differences, ...this.differences],
        with: "module",
      },
    };
  }

  private section(section: "resource" | "data", prefix: string): PartialObject {
    const types: Record<string, Record<string, PartialValue>> = {};
    for (const [type, blocks] of Object.entries(asObject(this.module.json[section])))
      for (const [name, config] of Object.entries(asObject(blocks))) {
        const address = `${prefix}${type}.${name}`;
        const instances = this.instancesOf(address);
        if (section === "resource" && instances.length === 0 && this.isAbsent(address)) {
          this.absent.add(address);
          continue;
        }
        (types[type] ??= {})[name] = planned(address, asObject(config), instances);
      }
    return types;
  }

  private instancesOf(address: string): readonly Instance[] {
    const instance = this.module.instances.get(address);
    if (instance === undefined) return this.values.instancesOf(address);
    return this.values
      .instancesOf(blockAddress(instance))
      .filter(({ key }) => keyed(blockAddress(instance), key) === instance);
  }

  private isAbsent(address: string): boolean {
    const instance = this.module.instances.get(address);
    if (instance === undefined) return this.withoutInstance.has(address);
    if (!isComplete(this.plan)) return false;
    this.differs(instance, "the module has it with the plan's variables, and the planned values do not");
    return true;
  }

  /** Planned instances that the module does not have with these values of its variables. */
  private unexpected(): void {
    const expected = new Set(this.module.instances.values());
    for (const block of this.repeatedBlocks(expected))
      for (const { key } of this.values.instancesOf(block)) {
        const address = keyed(block, key);
        if (!expected.has(address))
          this.differs(
            address,
            "the planned values have it, and the module does not with the plan's variables",
          );
      }
  }

  /** Blocks whose instances the module writes out, also those without an instance. */
  private repeatedBlocks(expected: ReadonlySet<string>): ReadonlySet<string> {
    const json = new StackJson(this.name, this.module.json);
    const written = new StackJson(this.name, this.module.written);
    const isItself = (block: string): boolean =>
      json.find(block)?.address === block && !this.module.instances.has(block);
    const empty = [...namedAddresses(this.plan)].filter(
      (block) => written.find(block) !== undefined && !isItself(block),
    );
    return new Set([...[...expected].map(blockAddress), ...empty]);
  }

  private differs(address: string, message: string): void {
    this.differences.push({ address, message, isBlock: true });
  }
}

const keyed = (block: string, key: Instance["key"]): string =>
  key === undefined ? block : `${block}[${JSON.stringify(key)}]`;

/** A block with the planned values of arguments whose expressions do not give them. */
function planned(address: string, config: JsonObject, instances: readonly Instance[]): PartialObject {
  const added = asObject(config["dynamic"]);
  return Object.fromEntries(
    Object.entries(config).map(([name, text]) => [
      name,
      META.includes(name) || name === "dynamic"
        ? text
        : argument({ address, attribute: name }, text, instances, name in added),
    ]),
  );
}
function argument(
  place: { readonly address: string; readonly attribute: string },
  text: Json,
  instances: readonly Instance[],
  hasDynamic: boolean,
): PartialValue {
  const values = instances.map((instance) => step(instance.values, [place.attribute]));
  const other = values.find((value) => value !== undefined && !gives(text, value, hasDynamic));
  if (other === undefined) return text;
  if (instances.length === 1 && isKnown(other)) return escapeTemplates(other);
  const why = "its planned value is not the one that its expression gives";
  return new UnknownValue({ ...place, why }, undefined, true);
}

/**
 * Whether an expression gives a planned value, as far as this is known without evaluation.
 *
 * @param hasDynamic whether the plan also has blocks that a `dynamic` block adds, which its values do not tell from the others
 */
function gives(text: Json, value: Planned, hasDynamic = false): boolean {
  if (value instanceof Unplanned) return true;
  if (Array.isArray(text) && Array.isArray(value)) {
    const items = value as readonly Planned[];
    const texts = text as readonly Json[];
    return hasDynamic
      ? texts.length <= items.length && texts.every((each) => items.some((item) => gives(each, item)))
      : texts.length === items.length && fitBothWays(texts, items, (each, item) => gives(each, item));
  }
  if (isJsonObject(text) && value !== null && typeof value === "object" && !Array.isArray(value)) {
    const added = asObject(text["dynamic"]);
    const values = value as { readonly [key: string]: Planned };
    return Object.entries(text).every(([key, item]) => {
      const planned = values[key];
      return (
        key === "dynamic" || isTemplate(key) || (planned !== undefined && gives(item, planned, key in added))
      );
    });
  }
  return comesTo(text, value) || isHashOf(text, value);
}

/** The AWS provider 5 plans the SHA-1 of user data. */
function isHashOf(text: Json, value: Planned): boolean {
  if (typeof text !== "string" || typeof value !== "string" || !/^[0-9a-f]{40}$/.test(value)) return false;
  if (textsIn(text).some(isTemplate)) return true;
  return createHash("sha1").update(unescapeTemplates(text)).digest("hex") === value;
}
