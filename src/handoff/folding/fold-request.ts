import { type Json, type JsonObject, type StackJson } from "../../terraform/stack-json";
import { type Collection } from "./collection";
import { type Family } from "./families";

/** A module, and what a trial shows of it. The language is given: writers of a module import nothing that proves it. */
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
  /** The value of an expression of the module, with these values of its variables. */
  readonly valueOf: (written: Json) => Json;
  /** Text of files that the module has as they are: blocks that it names stay. */
  readonly fixed: string;
}

/** Values of variables and expressions. */
export type KnownValues = Pick<FoldRequest, "values" | "valueOf">;

/** A module of maps. */
export interface Folded {
  readonly json: JsonObject;
  readonly values: JsonObject;
  readonly families: readonly Family[];
  /** Places in maps that values of variables have now, such as `var.models["api"].port`, by the name of the variable. */
  readonly absorbed: ReadonlyMap<string, string>;
}
