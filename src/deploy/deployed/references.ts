import { LAYERS, type Layer } from "../../base/layers";
import { escapeTemplates } from "../../terraform/terraform-templates";
import { type Json, asArray, isJsonObject } from "../../terraform/stack-json";
import { type StateValues } from "./state-values";

/** Restores references in values of a state: an id, ARN or output of another object becomes an expression. */
export class BackReferences {
  private readonly byValue = new Map<string, string>();

  constructor(values: StateValues, layer: Layer) {
    for (const from of LAYERS.slice(0, LAYERS.indexOf(layer)))
      for (const [name, value] of Object.entries(values.outputs(from)))
        this.learn(value, `data.terraform_remote_state.${from}.outputs.${name}`);
    for (const { address, attributes } of values.objects(layer).values())
      for (const attribute of ["id", "arn"]) this.learn(attributes[attribute], `${address}.${attribute}`);
  }

  private learn(value: Json | undefined, expression: string): void {
    if (Array.isArray(value))
      for (const [index, item] of asArray(value).entries()) this.learn(item, `${expression}[${index}]`);
    else if (isJsonObject(value))
      for (const [key, item] of Object.entries(value))
        this.learn(item, `${expression}[${JSON.stringify(key)}]`);
    if (typeof value === "string" && IDENTIFIES.test(value) && !this.byValue.has(value))
      this.byValue.set(value, expression);
  }

  /** The value with references; `own` is the address of its object, which does not refer to itself. */
  restored(value: Json, own: string): Json {
    if (typeof value === "string") {
      const expression = this.byValue.get(value);
      return expression === undefined || expression.startsWith(`${own}.`)
        ? escapeTemplates(value)
        : `\${${expression}}`;
    }
    if (Array.isArray(value)) return value.map((item: Json) => this.restored(item, own));
    if (value === null || typeof value !== "object") return value;
    const written = Object.entries(value).filter(([, item]) => !isEmptyValue(item as Json));
    return Object.fromEntries(written.map(([key, item]) => [key, this.restored(item as Json, own)]));
  }
}

/** A state has a value for each argument, also for those that nobody wrote. */
export const isEmptyValue = (value: Json): boolean =>
  value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

/** Values that identify one object: those that AWS chooses, and ARNs. A plain name can be a coincidence. */
const IDENTIFIES = /^arn:|^[a-z]+-[0-9a-f]{8,}$|^\d{12}\.dkr\.ecr\./;
