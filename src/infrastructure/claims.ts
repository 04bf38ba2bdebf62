import { type Expression } from "../terraform/expression";
import { parsed } from "../terraform/parse";
import { block, blocks, type JsonObject, text } from "../terraform/stack-json";
import { matchedForm } from "./text/match";

/** Parts of an expression, by the names in a form. */
class Parts {
  constructor(private readonly all: NonNullable<ReturnType<typeof matchedForm>>) {}

  get(name: string): Expression | undefined {
    return this.all.get(name);
  }

  /** The text of a part that is a literal text. */
  text(name: string): string | undefined {
    const part = this.get(name);
    return part?.kind === "literal" && typeof part.value === "string" ? part.value : undefined;
  }

  /** The items of a part that is a list. */
  items(name: string): readonly Expression[] {
    const part = this.get(name);
    return part?.kind === "list" ? part.items : [];
  }
}

/**
 * Expressions that the postconditions of a data source verify: of `a && b`, both. A plan fails if one of them is false. An
 * expression with syntax that is not read verifies nothing.
 */
export const claimsOf = (config: JsonObject): Expression[] =>
  blocks(block(config["lifecycle"])["postcondition"]).flatMap(({ condition }) => {
    const written = /^\$\{(.*)\}$/s.exec(text(condition) ?? "")?.[1];
    const expression = written === undefined ? undefined : read(written);
    return expression ? conjuncts(expression) : [];
  });

/** Parts of each claim that has a form, such as `self.vpc_id == VPC`; names in capitals are the parts. */
export const claims = (config: JsonObject, form: string): Parts[] =>
  claimsOf(config).flatMap((claim) => partsIn(form, claim) ?? []);

/** Parts of an expression that has a form; undefined for another form. */
export function partsIn(form: string, expression: Expression): Parts | undefined {
  const pattern = read(form);
  if (!pattern) throw new Error(`${form}: expected the syntax of an expression`);
  const parts = matchedForm(pattern, expression);
  return parts && new Parts(parts);
}

/** Expressions by their text: the same conditions are read for each check. */
const known = new Map<string, Expression | undefined>();

function read(written: string): Expression | undefined {
  if (!known.has(written)) known.set(written, parsed(written));
  return known.get(written);
}

/** The expressions of which all must be true: `a && b` are two. */
export const conjuncts = (expression: Expression): Expression[] =>
  expression.kind === "binary" && expression.operator === "&&"
    ? [...conjuncts(expression.left), ...conjuncts(expression.right)]
    : [expression];
