import { isDeepStrictEqual } from "node:util";
import { parseReference } from "../../../shared/terraform/terraform-references";
import { type Json, type JsonObject, type StackJson, asArray, asObject } from "../stack-json";

/**
 * Variables of a handed-over module. The synthesized stack has values instead, and so has the result of reading a plan.
 * Variables that the synthesized stack also declares are kept.
 */
export class GivenValues {
  /** Values of the variables, except sensitive ones. */
  readonly variables: JsonObject;
  private readonly own: readonly string[];
  private readonly knowsLocals: boolean;

  constructor(plan: JsonObject, folder: StackJson | undefined) {
    const root = asObject(asObject(plan["configuration"])["root_module"]);
    const declared = asObject(root["variables"]);
    this.own = ["variable", "locals"].flatMap((section) =>
      Object.keys(asObject(folder?.json[section])).map((name) => `${PREFIX[section]}.${name}`),
    );
    this.knowsLocals = folder !== undefined;
    this.variables = Object.fromEntries(
      Object.entries(asObject(plan["variables"])).flatMap(([name, variable]) => {
        const { value } = asObject(variable);
        const isShown = asObject(declared[name])["sensitive"] !== true && value !== undefined;
        return isShown && !this.own.includes(`var.${name}`) ? [[name, value]] : [];
      }),
    );
  }

  /** True for such a variable, and for local values that only the handed-over module declares. */
  isGiven(reference: string): boolean {
    const subject = parseReference(reference)?.subject ?? "";
    if (subject.startsWith("var.")) return Object.hasOwn(this.variables, subject.slice("var.".length));
    return this.knowsLocals && subject.startsWith("local.") && !this.own.includes(subject);
  }

  /** Value of such a variable, or of a part of it. */
  valueOf(reference: string): Json | undefined {
    const { subject = "", path = [] } = parseReference(reference) ?? {};
    const whole = this.variables[subject.slice("var.".length)];
    return path.reduce<Json | undefined>((each, step) => part(each, step), whole);
  }

  /** True if a value of the synthesized stack contains the values of all these variables. */
  standIn(source: Json, references: readonly string[]): boolean {
    return references.every((reference) => {
      const value = this.valueOf(reference);
      return value !== undefined && contains(source, value);
    });
  }
}

const PREFIX: Readonly<Record<string, string>> = { variable: "var", locals: "local" };

const part = (value: Json | undefined, step: string | number): Json | undefined =>
  typeof step === "number" ? asArray(value)[step] : asObject(value)[step];

function contains(whole: Json, value: Json): boolean {
  if (isDeepStrictEqual(whole, value)) return true;
  if (typeof whole === "string") return typeof value !== "object" && whole.includes(String(value));
  return (
    whole !== null && typeof whole === "object" && Object.values(whole).some((each) => contains(each, value))
  );
}
