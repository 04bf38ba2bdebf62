import { type Known } from "../../../proof/terraform-json/evaluate";
import {
  type Json,
  type JsonObject,
  type StackJson,
  asArray,
  asObject,
} from "../../../proof/terraform-json/stack-json";
import { ROOT_MODULE } from "../terraform/grammar";
import { type Collection } from "./collection";
import { type Field, Fields } from "./fields";
import { type Family, familiesOf } from "./families";
import { instancesOf, scopeOf } from "./instances";
import { kinOf } from "./kin";
import { withGrownLists } from "./lists";
import { Naming } from "./naming";
import { NotAlike } from "./not-alike";
import { differencesIn } from "./leftover";
import { type Move, blockAt, withKeyedOutputs, withMoves, withPlainOutputs } from "./references";
import { unified } from "./unify";
import { type FoldedVariable, declared } from "./variables";

/** A module, and what a trial shows of it. */
export interface FoldRequest {
  readonly stack: StackJson;
  readonly trial: StackJson;
  readonly collections: readonly Collection[];
  /** The stack without notes. */
  readonly source: JsonObject;
  /** The trial without notes. */
  readonly tried: JsonObject;
  /** The source with variables. */
  readonly json: JsonObject;
  readonly values: JsonObject;
  /** Text of files that the module has as they are: blocks that it names stay. */
  readonly fixed: string;
}

/** A module of maps. */
export interface Folded {
  readonly json: JsonObject;
  readonly values: JsonObject;
  readonly families: readonly Family[];
  readonly variables: readonly FoldedVariable[];
  /** Changes of the trial that no value makes. */
  readonly leftover: readonly string[];
  /** Why families stay as they are, by their address. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Folds the blocks of each family into one; a family whose blocks differ in more than values of their elements stays as it is. */
export function folded(request: FoldRequest): Folded {
  const refused = new Map<string, string>();
  const taken = [...Object.keys(request.values), ...request.collections.map(({ name }) => name)];
  const alike = kinOf(request.stack, [], taken);
  const grown = familiesOf(request.stack, request.trial, request.collections).filter(
    (family) => !alike.some((kin) => isSmallPart(family, kin)),
  );
  const all = [...grown, ...kinOf(request.stack, grown, taken)].filter(
    ({ members }) => !members.some(({ address }) => request.fixed.includes(address)),
  );
  for (;;) {
    const families = all.filter(({ address }) => !refused.has(address));
    const attempt = new Attempt(request, families);
    const made = attempt.made();
    if ("json" in made) return { ...made, families, refused };
    for (const [address, reason] of made.refused) refused.set(address, reason);
  }
}

const knownIn = ({ values, json }: FoldRequest): Known => ({
  variables: values,
  locals: asObject(json["locals"]),
});

/** Whether many blocks are like the members of a family, so that one map of all of them is easier to read. */
const isSmallPart = (family: Family, kin: Family): boolean =>
  kin.members.length >= MANY_MEMBERS * family.members.length &&
  family.members.every(({ address }) => kin.members.some((member) => member.address === address));

class Attempt {
  private readonly fields = new Fields();
  private readonly moves: ReadonlyMap<string, Move>;
  private readonly source: JsonObject;
  private readonly tried: JsonObject;
  private readonly json: JsonObject;

  constructor(
    private readonly request: FoldRequest,
    private readonly families: readonly Family[],
  ) {
    this.moves = new Map(
      families.flatMap(({ address, members, added }) =>
        [...members, ...added].map(
          (member) => [member.address, { family: address, key: member.key }] as const,
        ),
      ),
    );
    const grown = withGrownLists(
      {
        source: withMoves(request.source, this.moves),
        tried: withMoves(request.tried, this.moves),
        json: withMoves(request.json, this.moves),
      },
      { collections: request.collections, fields: this.fields, known: knownIn(request) },
    );
    this.source = grown.source;
    this.tried = grown.tried;
    this.json = grown.json;
  }

  made():
    | Pick<Folded, "json" | "values" | "variables" | "leftover">
    | { readonly refused: ReadonlyMap<string, string> } {
    const blocks = new Map<Family, JsonObject>();
    const refused = new Map<string, string>();
    for (const family of this.families) {
      try {
        blocks.set(family, this.blockOf(family));
      } catch (error) {
        if (!(error instanceof NotAlike)) throw error;
        refused.set(family.address, error.message);
      }
    }
    if (refused.size > 0) return { refused };
    const { json, variables, values } = declared(this.withBlocks(blocks), this.fields, {
      collections: [
        ...new Set([...this.request.collections, ...this.families.flatMap(({ collections }) => collections)]),
      ],
      values: this.request.values,
    });
    const without = (side: JsonObject): JsonObject => ({
      ...side,
      ...Object.fromEntries(
        ["data", "resource"].map((section) => [
          section,
          Object.fromEntries(
            Object.entries(asObject(side[section])).map(([type, byName]) => [
              type,
              Object.fromEntries(
                Object.entries(asObject(byName)).filter(
                  ([name]) => !this.moves.has(`${section === "data" ? "data." : ""}${type}.${name}`),
                ),
              ),
            ]),
          ),
        ]),
      ),
    });
    return { json, variables, values, leftover: differencesIn(without(this.source), without(this.tried)) };
  }

  private blockOf(family: Family): JsonObject {
    const { members, added, collections } = family;
    const naming = new Naming({
      fields: this.fields,
      scope: scopeOf(collections),
      family: family.name,
      collections,
      members: [...members, ...added].map(({ elements }) => elements),
      keys: [...members, ...added].map(({ key }) => key),
      known: knownIn(this.request),
    });
    const present = members.map(({ address }) => withKeyedOutputs(asObject(blockAt(this.source, address))));
    const tried = added.map(({ address }) => withKeyedOutputs(asObject(blockAt(this.tried, address))));
    const changed = members.map(({ address }) => withKeyedOutputs(asObject(blockAt(this.json, address))));
    if (
      [...present, ...tried].some((block) => block["for_each"] !== undefined || block["count"] !== undefined)
    )
      throw new NotAlike("has instances of its own");
    const known = this.fields.all.length;
    const grammar = ROOT_MODULE.blockOf(family.section)?.(family.type);
    const block = withPlainOutputs(unified([...present, ...tried], changed, naming, grammar));
    if (family.isKin) refuseManyFields(family, block, this.fields.all.slice(known));
    return { for_each: instancesOf(collections, this.fields), ...block };
  }

  private withBlocks(blocks: ReadonlyMap<Family, JsonObject>): JsonObject {
    const result: Record<string, Json> = { ...this.json };
    for (const section of ["data", "resource"] as const) {
      const own = [...blocks].filter(([family]) => family.section === section);
      if (own.length === 0) continue;
      const types: Record<string, Json> = {};
      for (const [type, byName] of Object.entries(asObject(this.json[section]))) {
        const prefix = section === "data" ? `data.${type}.` : `${type}.`;
        const rest = Object.entries(asObject(byName)).filter(([name]) => !this.moves.has(`${prefix}${name}`));
        const families = own
          .filter(([family]) => family.type === type)
          .map(([{ name }, block]) => [name, block] as const);
        types[type] = Object.fromEntries([...rest, ...families]);
      }
      result[section] = types;
    }
    const moved = this.families.flatMap(({ section, address, members }) =>
      section === "data"
        ? []
        : members.map((member) => ({
            from: member.address,
            to: `${address}[${JSON.stringify(member.key)}]`,
          })),
    );
    if (moved.length > 0) result["moved"] = [...asArray(this.request.json["moved"]), ...moved];
    return result;
  }
}

/** Blocks that are alike by chance have many values of their own, or long ones: as one block they are harder to read. */
function refuseManyFields({ members }: Family, block: JsonObject, fields: readonly Field[]): void {
  const most = members.length < MANY_MEMBERS ? leavesOf(block) / FEWEST_LEAVES : MOST_FIELDS;
  if (fields.length > most) throw new NotAlike(`${fields.length} values differ`);
  for (const { argument, values } of fields)
    if ([...values.values()].some((value) => JSON.stringify(value).length > LONGEST_VALUE))
      throw new NotAlike(`${argument}: long values differ`);
}

const leavesOf = (value: Json): number =>
  value !== null && typeof value === "object"
    ? Object.values(value).reduce((sum: number, item: Json) => sum + leavesOf(item), 0)
    : 1;

/** With so many members, a map is easier to read than blocks that differ in most values. */
const MANY_MEMBERS = 6;

/** Fewest values of a block for each that differs. */
const FEWEST_LEAVES = 3;
const MOST_FIELDS = 6;
const LONGEST_VALUE = 200;
