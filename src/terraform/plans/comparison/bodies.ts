import { META } from "../../meta-arguments";
import { type Json, type JsonObject, asArray, asObject } from "../../stack-json";
import { isPlanExpression } from "../expressions";
import { blocksOf } from "../nested-blocks";
import { pairs } from "../../pairs";
import { shownAt } from "../../change-text";
import { argumentVerdict } from "./expressions";
import { Tally } from "./tally";
import { excerpt } from "../excerpt";

/** A block of a plan's configuration, and the same block of the stack. */
export interface Bodies {
  readonly address: string;
  /** Path of a nested block within its address: empty, or `vpc_config.`. */
  readonly prefix: string;
  readonly configured: JsonObject;
  readonly written: JsonObject;
  /** True for a block in Terraform JSON, whose expressions the plan contains as written. */
  readonly isVerbatim: boolean;
}

/** Compares the arguments of blocks, with those of their nested blocks. */
export class BodyComparer {
  constructor(
    private readonly tally: Tally,
    private readonly isBlock: (address: string) => boolean,
  ) {}

  compare(bodies: Bodies): void {
    const { configured, written } = bodies;
    const names = Object.keys(written).filter((name) => name !== "dynamic" && !META.includes(name));
    for (const name of new Set([...names, ...Object.keys(configured)])) {
      const [planned, own] = [configured[name], written[name]];
      if (isNested(planned, own)) this.nested(bodies, name, blocksOf(planned), blocksOf(own ?? undefined));
      else this.argument(bodies, name, asObject(planned), own);
    }
    // A plan contains the blocks that such a block makes among its values only.
    this.tally.unread(blocksOf(written["dynamic"]).flatMap((each) => Object.keys(asObject(each))).length);
  }

  /** One argument. A null is the same as no argument. */
  argument(
    { address, prefix, isVerbatim }: Omit<Bodies, "configured" | "written">,
    name: string,
    expression: JsonObject | undefined,
    written: Json | undefined,
  ): void {
    const { isBlock, tally } = this;
    const argument = `${prefix}${name}`;
    const isThere = expression !== undefined && !isNone(expression);
    if (written === undefined || written === null) {
      if (isThere) tally.changed(address, argument, undefined, constantValueOf(expression));
      return;
    }
    if (!isThere) {
      // HCL with functions of constants only has no trace in a plan, and an empty list can mean no block.
      if (!isVerbatim || (Array.isArray(written) && written.length === 0)) tally.unread();
      else tally.changed(address, argument, written, undefined);
      return;
    }
    const verdict = argumentVerdict({ expression, written, isVerbatim, isBlock });
    if (verdict === "equal") tally.equal();
    else if (verdict === "unread") tally.unread();
    else if ("is" in verdict) tally.changed(address, argument, written, verdict.is);
    else {
      const now =
        verdict.references.length > 0
          ? `an expression of ${verdict.references.join(", ")}`
          : "an expression without references";
      tally.worded(address, `${argument}: ${excerpt(shownAt(argument).text(written))} -> ${now}`);
    }
  }

  private nested(bodies: Bodies, name: string, planned: readonly Json[], written: readonly Json[]): void {
    const [left, right] = [planned.map(asObject), written.map(asObject)];
    const isSame = (one: JsonObject, other: JsonObject): boolean => {
      const tally = new Tally();
      new BodyComparer(tally, this.isBlock).compare({ ...bodies, configured: one, written: other });
      return tally.differences.length === 0;
    };
    const isOne = left.length <= 1 && right.length <= 1;
    for (const { one, other, index } of pairs(left, right, isSame)) {
      const place = `${bodies.prefix}${name}${isOne ? "" : `[${index}]`}`;
      if (one && other) {
        this.compare({ ...bodies, prefix: `${place}.`, configured: one, written: other });
      } else {
        const is = one && shownBody(one);
        this.tally.worded(bodies.address, `${place}: ${shownAt(place).change(other, is)}`);
      }
    }
  }
}

/** True for nested blocks: the plan lists them, or has an object of arguments where the stack has an object. */
function isNested(planned: Json | undefined, written: Json | undefined): boolean {
  if (planned === undefined) return false;
  if (Array.isArray(planned)) return true;
  if (!isPlanExpression(planned)) return true;
  return isEmpty(planned) && isObject(written);
}

const isEmpty = (value: Json): boolean => Object.keys(asObject(value)).length === 0;

const isObject = (value: Json | undefined): boolean =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const isNone = (expression: JsonObject): boolean =>
  expression["references"] === undefined && (expression["constant_value"] ?? null) === null;

/** The value of an expression as far as the plan contains it. */
export const constantValueOf = (expression: JsonObject): Json =>
  expression["constant_value"] ??
  asArray(expression["references"])
    .slice(0, 1)
    .map((each) => `\${${String(each)}}`)
    .join("");

/** A block of a plan's configuration as Terraform JSON. */
export function shownBody(configured: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(configured).map(([name, item]) => [
      name,
      isPlanExpression(item)
        ? constantValueOf(asObject(item))
        : Array.isArray(item)
          ? asArray(item).map((each) => shownBody(asObject(each)))
          : shownBody(asObject(item)),
    ]),
  );
}
