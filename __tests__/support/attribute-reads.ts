import { referencesIn } from "../../src/terraform/terraform-references";
import { templatesOf } from "../../src/terraform/terraform-templates";
import { type Json, type StackJson } from "../../src/terraform/stack-json";

/** An attribute that an expression reads: `certificate_authority.data` of `aws_eks_cluster`. */
export interface AttributeRead {
  /** `aws_vpc` or `data.aws_vpc`. */
  readonly what: string;
  readonly path: readonly string[];
}

const PROVIDERS = /^(?:data\.)?(?:aws|helm|kubernetes)_/;

/** Attributes of providers that the expressions of a stack read, also as `self` and in `for` expressions. */
export function attributeReads(stack: StackJson): AttributeRead[] {
  const blocks = [...stack.resources(), ...stack.dataSources()];
  const others = Object.entries(stack.json).filter(([section]) => !["resource", "data"].includes(section));
  return [
    ...blocks.flatMap(({ address, config }) => readsIn(config, address)),
    ...others.flatMap(([, section]) => readsIn(section, undefined)),
  ];
}

function readsIn(value: Json, self: string | undefined): AttributeRead[] {
  if (typeof value !== "string") {
    return value === null || typeof value !== "object"
      ? []
      : Object.values(value).flatMap((item) => readsIn(item as Json, self));
  }
  return templatesOf(value).expressions.flatMap((expression) =>
    referencesIn(`\${${withoutNames(expression, self)}}`).flatMap(({ subject, path }): AttributeRead[] => {
      if (!PROVIDERS.test(subject) || path.length === 0) return [];
      const names = path.filter((step) => typeof step === "string");
      return names.length === 0 ? [] : [{ what: subject.replace(/\.[^.]*$/, ""), path: names }];
    }),
  );
}

const SOURCE = `(?:data\\.)?[A-Za-z_][\\w-]*\\.[A-Za-z_][\\w-]*(?:\\[[^\\]]*\\])?(?:\\.\\w+)*`;

/** Writes `self` and the variable of a `for` expression as the references that they replace. */
function withoutNames(expression: string, self: string | undefined): string {
  const own = self === undefined ? expression : expression.replaceAll(/\bself\./g, `${self}.`);
  const loops = own.matchAll(new RegExp(`\\bfor (\\w+) in (${SOURCE}) :`, "g"));
  return [...loops].reduce(
    (text, [, name = "", source = ""]) =>
      text.replaceAll(new RegExp(`(?<![\\w.])${name}\\.`, "g"), `${source}.`),
    own,
  );
}
