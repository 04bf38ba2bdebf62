import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { withDataLocals } from "./data-sums";
import { Fields } from "./fields";
import { type Family } from "./families";
import { type FoldRequest, type Folded } from "./fold-request";
import { collectionInstances, elementScope } from "./instances";
import { refuseManyFields } from "./fold-limits";
import { type ListSides, withGrownLists } from "./lists";
import { Naming } from "./naming";
import { NotFoldableError } from "./not-foldable";
import { type BlockMove, blockAt, withFolded, withKeyedOutputs, withPlainOutputs } from "./references";
import { unifiedBlock } from "./unify";
import { declared } from "./variables";
import { GRAMMARS } from "../../terraform/grammar";

/** One way to fold the families of a module. */
export class Attempt {
  private readonly fields = new Fields();
  private readonly moves: ReadonlyMap<string, BlockMove>;
  private readonly source: JsonObject;
  private readonly tried: JsonObject;
  private readonly json: JsonObject;

  constructor(
    private readonly request: FoldRequest,
    /** Its sides, with expressions in place of checksums of data. */
    summed: ListSides,
    private readonly families: readonly Family[],
    /** Addresses of blocks whose lists stay as they are. */
    plain: ReadonlySet<string>,
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
        source: withFolded(summed.source, this.moves),
        tried: withFolded(summed.tried, this.moves),
        json: withFolded(summed.json, this.moves),
      },
      { collections: request.collections, fields: this.fields, known: request, plain },
    );
    this.source = grown.source;
    this.tried = grown.tried;
    this.json = grown.json;
  }

  /** The folded module, or the addresses of families whose blocks are not alike. */
  result(): Pick<Folded, "json" | "values" | "absorbed"> | { readonly refused: ReadonlySet<string> } {
    const blocks = new Map<Family, JsonObject>();
    const refused = new Set<string>();
    for (const family of this.families) {
      try {
        blocks.set(family, this.blockOf(family));
      } catch (error) {
        if (!(error instanceof NotFoldableError)) throw error;
        refused.add(family.address);
      }
    }
    if (refused.size > 0) return { refused };
    return declared(withDataLocals(this.withBlocks(blocks), this.families), this.fields, {
      collections: [
        ...new Set([...this.request.collections, ...this.families.flatMap(({ collections }) => collections)]),
      ],
      values: this.request.values,
      before: this.request.json,
    });
  }

  private blockOf(family: Family): JsonObject {
    const { members, added, collections } = family;
    const naming = new Naming({
      fields: this.fields,
      scope: elementScope(collections),
      family: family.name,
      collections,
      members: [...members, ...added].map(({ elements }) => elements),
      keys: [...members, ...added].map(({ key }) => key),
      known: this.request,
    });
    const present = members.map(({ address }) => withKeyedOutputs(blockAt(this.source, address)));
    const tried = added.map(({ address }) => withKeyedOutputs(blockAt(this.tried, address)));
    const changed = members.map(({ address }) => withKeyedOutputs(blockAt(this.json, address)));
    if (
      [...present, ...tried].some((block) => block["for_each"] !== undefined || block["count"] !== undefined)
    )
      throw new NotFoldableError("has instances of its own");
    const known = this.fields.all.length;
    const grammar = GRAMMARS.rootModule.blockOf(family.section)?.(family.type);
    const block = withPlainOutputs(unifiedBlock([...present, ...tried], changed, naming, grammar));
    if (family.isOfSimilarBlocks) refuseManyFields(family, block, this.fields.all.slice(known));
    return { for_each: collectionInstances(collections, this.fields), ...block };
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
