import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate } from "../../../src/terraform/language/evaluate";
import { Mistake } from "../../../src/terraform/mistake";
import { ModuleScope } from "../../../src/terraform/language/module-scope";
import { parseExpression } from "../../../src/terraform/language/syntax/parser";
import { jsonOf } from "../../../src/terraform/language/values/residue";
import { HclUnknown } from "../../../src/terraform/language/values/value";
import { readHcl } from "../../../src/handoff/parity/read-hcl";
import { unescapeTemplates } from "../../../src/terraform/terraform-templates";
import { type Answer, expressions } from "../../support/terraform-expressions";
import answers from "./answers.json";

const CONTEXT = readFileSync(join(__dirname, "context.tf"), "utf8");
const SCOPE = new ModuleScope(readHcl(new Map([["context.tf", CONTEXT]])).json, {}, () => undefined);

function answerOf(expression: string): unknown {
  try {
    const value = evaluate(parseExpression(expression), SCOPE);
    return value instanceof HclUnknown ? "not evaluated" : { value: unescapeTemplates(jsonOf(value)) };
  } catch (error) {
    if (error instanceof Mistake) return "refused";
    throw error;
  }
}

const RECORD = answers as unknown as Readonly<Record<string, Answer>>;

test.each(expressions())("%s", (expression) => {
  const answer = RECORD[expression];
  if (answer === undefined) throw new Error(`${expression}: no answer of Terraform is recorded`);
  expect(answerOf(expression)).toEqual("error" in answer ? "refused" : { value: answer.value });
});
