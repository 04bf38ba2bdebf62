import { type Expression } from "../terraform/expression";
import { parsed } from "../terraform/parse";
import { template } from "../terraform/print";
import { onlyExpression } from "../terraform/terraform-templates";
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
    return part?.kind === "constant" && typeof part.value === "string" ? part.value : undefined;
  }

  /** The name of an attribute; empty for any other part. */
  name(name: string): string {
    const part = this.get(name);
    return part?.kind === "name" ? part.name : "";
  }

  /** A part as a template. */
  template(name: string): string | undefined {
    const part = this.get(name);
    return part && template(part);
  }

  /** The items of a part that is a list. */
  items(name: string): readonly Expression[] {
    const part = this.get(name);
    return part?.kind === "tuple" ? part.items : [];
  }
}

/**
 * Expressions that the postconditions of a data source verify: of `a && b`, both. A plan fails if one of them is false. An
 * expression with syntax that is not read verifies nothing.
 */
export const claimsOf = (config: JsonObject): Expression[] =>
  blocks(block(config["lifecycle"])["postcondition"]).flatMap(({ condition }) => {
    const expression = readTemplate(text(condition));
    return expression ? conjuncts(expression) : [];
  });

/** Parts of each claim that has a form, such as `self.vpc_id == VPC`; names in capitals are the parts. */
export const claims = (config: JsonObject, form: string): Parts[] =>
  claimsOf(config).flatMap((claim) => partsIn(form, claim) ?? []);

/** Parts of an expression that has a form; undefined for another form. */
export function partsIn(form: string, expression: Expression): Parts | undefined {
  const pattern = parsed(form);
  if (!pattern) throw new Error(`${form}: expected the syntax of an expression`);
  const parts = matchedForm(pattern, expression);
  return parts && new Parts(parts);
}

/** Parts of a text that is one expression of a form; undefined for another text. */
export function partsInText(form: string, written: string | undefined): Parts | undefined {
  const expression = readTemplate(written);
  return expression && partsIn(form, expression);
}

function readTemplate(written: string | undefined): Expression | undefined {
  const expression = onlyExpression(written ?? "");
  return expression === undefined ? undefined : parsed(expression);
}

/** The expressions of which all must be true: `a && b` are two. */
export const conjuncts = (expression: Expression): Expression[] =>
  expression.kind === "binary" && expression.operator === "&&"
    ? [...conjuncts(expression.left), ...conjuncts(expression.right)]
    : [expression];
