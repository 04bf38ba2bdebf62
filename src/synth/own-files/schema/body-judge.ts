import { blocksOfAttribute } from "../../../evidence/attribute-blocks";
import { type ArgumentSchema, type BlockForm, type NestedBlock } from "../../../evidence/provider-schema";
import { blocks, type Json, type JsonObject } from "../../../terraform/stack-json";
import { counted } from "../../../base/counted";
import { nearest } from "../../../base/did-you-mean";
import { type TextPlace } from "../../../base/text-places";
import { type Body, type OwnBody, partPlace, placeOfBody, type SchemaMistake } from "./body";
import { isRepeated, missingParts, tooFew } from "./missing";
import { described, hasExpression, isJsonMap, jsonKind, type Misfit, misfits } from "./value-types";

/** Marks of paths in `AddedNames`. */
type Mark = "" | "?" | "!";

/** Place and path of a mistake. */
type At = Pick<SchemaMistake, "line" | "column" | "below">;

/** Compares the body of a block, and all blocks in it, with a schema. */
export class BodyJudge {
  private readonly mistakes: SchemaMistake[] = [];

  constructor(
    private readonly owner: {
      /** Whose names are expected: `aws_sqs_queue in aws 5.100.0`. */
      readonly names: string;
      /** The way to a name of a newer release, as a sentence. */
      readonly otherwise: string;
      /** Names that Terraform itself gives to the block. */
      readonly meta: readonly string[];
      /** Paths that a newer release has, as `AddedNames` describes them. */
      readonly added: ReadonlySet<string>;
      /** The fix for such a path with a lock of the oldest release. @default - the paths are accepted */
      readonly newer?: string;
      /** False where the provider has a release that was not read: a name, a need or a number can differ in it. */
      readonly isKnownRelease: boolean;
    },
  ) {}

  judge(json: JsonObject, written: OwnBody, schema: BlockForm): void {
    this.body({ json, written, schema, below: "" }, this.owner.meta);
  }

  /** The mistakes in the order of the file. */
  inOrder = (): SchemaMistake[] =>
    [...this.mistakes].sort((a, b) => a.line - b.line || a.column - b.column || (a.below < b.below ? -1 : 1));

  private body(body: Body, meta: readonly string[]): void {
    const { json, schema } = body;
    const meant = new Set<string>();
    for (const [name, value] of Object.entries(json)) {
      if (name === "//" || meta.includes(name) || this.accepts(`${body.below}.${name}`, "!")) continue;
      const argument = schema.arguments.get(name);
      const nested = schema.blocks.get(name);
      if (argument) this.argument(body, name, argument, value);
      else if (nested) this.blocks(body, name, nested, value);
      else if (name === "dynamic") this.dynamic(body, value).forEach((each) => meant.add(each));
      else meant.add(this.unknown(body, name, partPlace(body.written, name), meta) ?? "");
    }
    if (this.owner.isKnownRelease)
      this.mistakes.push(
        ...missingParts(body, (name) => meant.has(name) || this.isExcused(`${body.below}.${name}`)),
      );
  }

  private argument(body: Body, name: string, argument: ArgumentSchema, value: Json): void {
    const { use, type, nested } = argument;
    const [written] = body.written.parts.get(name) ?? [];
    const at = { ...partPlace(body.written, name), below: `${body.below}.${name}` };
    if (use === "computed") {
      if (value !== null && this.owner.isKnownRelease && !this.accepts(at.below))
        this.add({
          ...at,
          got: "a value",
          expected: "none, since the provider sets it",
          fix: "remove it",
        });
      return;
    }
    const asBlocks = blocksOfAttribute(argument);
    if (written?.form === "block") {
      if (asBlocks) this.bodies(body, name, asBlocks, value);
      else this.blockForArgument(at, name, argument);
    } else if (nested) this.nestedAttribute(body, name, nested, value);
    else if (type !== undefined) {
      misfits(value, type).forEach((misfit) => this.misfit(at, misfit));
      if (asBlocks && value !== null) this.fields(at, asBlocks, value);
    }
  }

  private misfit(at: At, misfit: Misfit): void {
    const { below, got, expected } = misfit;
    this.add({ ...at, below: `${at.below}${below}`, got, expected, fix: `write ${expected}` });
  }

  private blockForArgument(at: At, name: string, { type, nested }: ArgumentSchema): void {
    const words =
      type === undefined ? (nested?.nesting === "list" ? "a list" : "an object") : described(type);
    this.add({
      ...at,
      got: "a block",
      expected: `an argument: ${words}`,
      fix: `write ${name} = … in place of ${name} { … }`,
    });
  }

  /** Unknown names in the objects of an argument that has the form of blocks. */
  private fields(at: At, schema: BlockForm, value: Json): void {
    const items = Array.isArray(value) ? (value as readonly Json[]) : [];
    items.forEach((item, index) => {
      for (const name of isJsonMap(item) ? Object.keys(item) : [])
        if (name !== "//" && !schema.arguments.has(name) && !name.includes("${"))
          this.unknown({ schema, below: `${at.below}[${index}]` }, name, at, []);
    });
  }

  private nestedAttribute(
    body: Body,
    name: string,
    { nesting, block: schema }: NonNullable<ArgumentSchema["nested"]>,
    value: Json,
  ): void {
    if (value === null || hasExpression(value)) return;
    const place = partPlace(body.written, name);
    const below = `${body.below}.${name}`;
    const isOne = nesting === "single" || nesting === "group";
    const isRight = isOne || nesting === "map" ? isJsonMap(value) : Array.isArray(value);
    if (!isRight) {
      const expected = isOne ? "an object" : nesting === "map" ? "a map of objects" : "a list of objects";
      this.misfit({ ...place, below }, { below: "", got: jsonKind(value), expected });
      return;
    }
    const items: [string, Json][] = isOne
      ? [["", value]]
      : Object.entries(value as JsonObject).map(([key, item]) => [
          nesting === "map" ? `.${key}` : `[${key}]`,
          item,
        ]);
    for (const [key, json] of items)
      if (isJsonMap(json))
        this.body({ json, schema, below: `${below}${key}`, written: { ...place, parts: new Map() } }, []);
      else if (json !== null && !hasExpression(json))
        this.misfit({ ...place, below }, { below: key, got: jsonKind(json), expected: "an object" });
  }

  private blocks(body: Body, name: string, nested: NestedBlock, value: Json): void {
    const { nesting, least, most, block } = nested;
    const all = body.written.parts.get(name) ?? [];
    const at = { ...partPlace(body.written, name), below: `${body.below}.${name}` };
    const isBlock = all[0]?.form !== "argument";
    if (!isBlock || (value !== null && typeof value !== "object")) {
      const got = isBlock ? jsonKind(value) : "an argument";
      this.add({
        ...at,
        got,
        expected: "a block",
        fix: `write ${name} { … }, or a block in dynamic "${name}"`,
      });
      return;
    }
    // Each block of a map has a label.
    if (nesting === "map" || value === null) return;
    const count = this.bodies(body, name, block, value);
    const atMost = nesting === "single" || nesting === "group" ? 1 : (most ?? Infinity);
    if (!this.owner.isKnownRelease) return;
    if (count > atMost)
      this.add({
        ...at,
        ...placeOfBody(all, atMost),
        got: counted(count, "block"),
        expected: `at most ${atMost}`,
        fix: "remove the others",
      });
    else if (count > 0 && count < least && !isRepeated(body, name))
      this.add(tooFew(body, name, nested, count));
  }

  /** Judges the bodies of blocks with a name, and returns their number. */
  private bodies(body: Body, name: string, schema: BlockForm, value: Json): number {
    const written = (body.written.parts.get(name) ?? []).flatMap(({ bodies }) => bodies);
    const objects = blocks(value);
    objects.forEach((json, index) =>
      this.body(
        {
          json,
          schema,
          below: `${body.below}.${name}`,
          written: written[index] ?? { ...partPlace(body.written, name), parts: new Map() },
        },
        [],
      ),
    );
    return objects.length;
  }

  /** `dynamic "NAME"` has the bodies of blocks in `content`. Returns names that are meant by unknown ones. */
  private dynamic(body: Body, value: Json): string[] {
    const meant: string[] = [];
    for (const labels of blocks(value)) {
      for (const [name, repeated] of Object.entries(labels)) {
        const key = `dynamic ${name}`;
        const argument = body.schema.arguments.get(name);
        const schema =
          body.schema.blocks.get(name)?.block ?? (argument ? blocksOfAttribute(argument) : undefined);
        const place = partPlace(body.written, key);
        if (schema) this.contents(body, name, schema, repeated);
        else if (argument && argument.use !== "computed")
          this.blockForArgument({ ...place, below: `${body.below}.${name}` }, name, argument);
        else meant.push(this.unknown(body, name, place, []) ?? "");
      }
    }
    return meant;
  }

  private contents(body: Body, name: string, schema: BlockForm, value: Json): void {
    const written = (body.written.parts.get(`dynamic ${name}`) ?? []).flatMap(({ bodies }) => bodies);
    blocks(value).forEach((each, index) => {
      const place = partPlace(body.written, `dynamic ${name}`);
      this.contentsOf(each, written[index] ?? { ...place, parts: new Map() }, {
        schema,
        below: `${body.below}.${name}`,
      });
    });
  }

  private contentsOf(
    json: JsonObject,
    written: OwnBody,
    { schema, below }: Pick<Body, "schema" | "below">,
  ): void {
    const places = (written.parts.get("content") ?? []).flatMap(({ bodies }) => bodies);
    blocks(json["content"]).forEach((each, index) =>
      this.body({ json: each, schema, below, written: places[index] ?? written }, []),
    );
  }

  /** Returns the name that is meant, if one is similar. */
  private unknown(
    { schema, below }: Pick<Body, "schema" | "below">,
    name: string,
    place: TextPlace,
    meta: readonly string[],
  ): string | undefined {
    const { names, otherwise, newer, isKnownRelease } = this.owner;
    const path = `${below}.${name}`;
    if (!isKnownRelease || this.accepts(path)) return undefined;
    const { line, column } = place;
    const settable = [...schema.arguments].filter(([, { use }]) => use !== "computed").map(([each]) => each);
    const meant = nearest(name, [...settable, ...schema.blocks.keys(), ...meta]);
    this.add({
      line,
      column,
      below: path,
      got: "an unknown name",
      expected: `a name of ${names}`,
      fix:
        newer !== undefined && this.isAdded(path)
          ? newer
          : `${meant === undefined ? "remove it." : `did you mean ${meant}?`} ${otherwise}`,
    });
    return meant;
  }

  /** Whether a newer release, which the stack may have, has a path. */
  private accepts(below: string, mark: Mark = ""): boolean {
    return this.owner.newer === undefined && this.isAdded(below, mark);
  }

  private isExcused(below: string): boolean {
    return this.accepts(below, "?") || this.accepts(below, "!");
  }

  private isAdded(below: string, mark: Mark = ""): boolean {
    const { added } = this.owner;
    return added.has("*") || added.has(`${below.slice(1).replaceAll(/\[\d+\]/g, "")}${mark}`);
  }

  private add(mistake: SchemaMistake): void {
    this.mistakes.push(mistake);
  }
}
