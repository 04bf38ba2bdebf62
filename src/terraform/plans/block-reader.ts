import { isDeepStrictEqual } from "node:util";
import { type BlockSchema, PROVIDER_SCHEMAS } from "../../facts/provider-schema";
import { type Json, type JsonObject, asArray, asObject } from "../stack-json";
import { type ExpressionReader, isPlanExpression } from "./expressions";
import { blocksOf, counterpart } from "./nested-blocks";
import { type Instance, type Planned, Unplanned, isKnown, step } from "./planned-values";
import { UnknownValue, type PartialValue, type PartialObject } from "./partial-json";

/** A block of a plan's configuration. */
interface Block {
  /** `aws_iam_role.nodes`, `provider.helm`. */
  readonly address: string;
  /** Path of a nested block within its address: empty, or `vpc_config.`. */
  readonly prefix: string;
  readonly configured: JsonObject;
  /** Planned instances of the block. */
  readonly instances: readonly Instance[];
  /** The same block of the synthesized stack. */
  readonly source: JsonObject | undefined;
}

/** Reads blocks of a plan's configuration, with their nested blocks. */
export class BlockReader {
  constructor(
    private readonly expressions: ExpressionReader,
    private readonly onTaken: (address: string, attribute: string) => void,
  ) {}

  read(block: Block): PartialObject {
    const arguments_ = Object.entries(block.configured).map(([key, item]): [string, PartialValue] => [
      key,
      isPlanExpression(item) ? this.attribute(block, key, asObject(item)) : this.nested(block, key, item),
    ]);
    return { ...Object.fromEntries(arguments_), ...this.dynamic(block) };
  }

  private attribute(
    { address, prefix, instances, source }: Block,
    key: string,
    item: JsonObject,
  ): PartialValue {
    return this.expressions.read(item, {
      address,
      attribute: `${prefix}${key}`,
      values: instances.flatMap((instance) => {
        const value = step(instance.values, [key]);
        return value === undefined ? [] : [{ key: instance.key, value }];
      }),
      source: source?.[key],
    });
  }

  private nested(block: Block, key: string, item: Json): PartialValue {
    const one = (configured: JsonObject, index: number): PartialValue => {
      const source = counterpart(configured, blocksOf(block.source?.[key]), index);
      return this.read({
        address: block.address,
        prefix: `${block.prefix}${key}.`,
        configured,
        instances: block.instances.flatMap((instance) => {
          const at = (whole: Planned) => counterpart(configured, asList(step(whole, [key])), index);
          const values = at(instance.values);
          return values === undefined ? [] : [{ ...instance, values, before: at(instance.before) ?? null }];
        }),
        source: source === undefined ? undefined : asObject(source),
      });
    };
    return Array.isArray(item)
      ? asArray(item).map((each, index) => one(asObject(each), index))
      : one(asObject(item), 0);
  }

  /** Plans omit dynamic blocks; their results are blocks that the configuration does not declare. */
  private dynamic(block: Block): PartialObject {
    const { address, prefix, instances, source } = block;
    const [instance] = instances;
    if (!instance) return {};
    const written = Object.entries(asObject(source?.["dynamic"])).filter(
      ([key]) => !isNone(step(instance.values, [key])),
    );
    for (const [key] of written) this.onTaken(address, `${prefix}dynamic.${key}`);
    const gaps = Object.keys(asMap(instance.values))
      .filter((key) => !written.some(([each]) => each === key))
      .filter((key) => isCreatedByPlan(block, instance, key))
      .map((key) => {
        const value = step(instance.values, [key]);
        const unread = { address, attribute: `${prefix}${key}`, why: "created by a dynamic block" };
        return [key, new UnknownValue(unread, isKnown(value) ? value : undefined, false)] as const;
      });
    return {
      ...(written.length > 0 ? { dynamic: Object.fromEntries(written) } : {}),
      ...Object.fromEntries(gaps),
    };
  }
}

/**
 * False for an attribute that only the provider sets, such as `domain_validation_options` of a certificate, whose objects a
 * plan knows in part. True if the catalog has no schema of the block.
 */
function isConfigurable({ address, prefix }: Block, key: string): boolean {
  const [, kind, provider = "", rest = ""] = /^(data\.|provider\.)?([a-z]+)(\w*)/.exec(address) ?? [];
  const schemas = PROVIDER_SCHEMAS[provider];
  const whole =
    kind === "provider." ? schemas?.configuration : schemas?.[kind ? "data" : "resources"][provider + rest];
  const path = prefix.split(".").slice(0, -1);
  const schema = path.reduce<BlockSchema | undefined>((block, name) => block?.blocks?.[name], whole);
  return (
    schema === undefined ||
    schema.attributes.split(" ").includes(key) ||
    Object.hasOwn(schema.blocks ?? {}, key)
  );
}

/**
 * True for blocks that a dynamic block must create. Providers also add blocks to existing resources
 * that were not configured, so only blocks that the plan creates or changes are certain. The AWS
 * provider adds blocks in many types; blocks of other providers count as created if there is no
 * synthesized stack to compare with.
 */
function isCreatedByPlan(block: Block, { values, before }: Instance, key: string): boolean {
  const { address, configured, source } = block;
  const value = step(values, [key]);
  if (!isConfigurable(block, key)) return false;
  if (!isBlocks(value) || asList(value).length <= namedBlocks(configured[key])) return false;
  return !isDeepStrictEqual(step(before, [key]), value) || (!source && !/^(?:data\.|aws_)/.test(address));
}

/** Number of blocks of a type in a configuration; an attribute accounts for all of its values. */
const namedBlocks = (configured: Json | undefined): number =>
  configured !== undefined && isPlanExpression(configured) ? Infinity : blocksOf(configured).length;

const asList = (value: Planned | undefined): readonly Planned[] =>
  Array.isArray(value) ? (value as readonly Planned[]) : value === undefined ? [] : [value];

const asMap = (value: Planned): object => (value !== null && typeof value === "object" ? value : {});

const isNone = (value: Planned | undefined): boolean => Array.isArray(value) && value.length === 0;

const isBlocks = (value: Planned | undefined): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(
    (each: Planned) =>
      each !== null && typeof each === "object" && !Array.isArray(each) && !(each instanceof Unplanned),
  );
