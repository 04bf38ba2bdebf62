import { type EnvironmentPlan, type InLayer } from "../terraform/environment-plan";
import { type Statement } from "./identity-policies";
import { resolveReferences } from "./text-references";
import { withStatementTexts } from "./identity/statement-texts";

/** In place of an ARN that only an apply knows: the text equals that of the same reference, and nothing else. */
const ARN = "arn:terraform:apply:::";

/** A text with references resolved, and each other one in the place of its value. */
export function settledText(plan: EnvironmentPlan, { layer, value }: InLayer): string {
  return resolveReferences(plan, { layer, value }).replace(/(?<!\$)\$\{([^{}]*)\}/g, (_, inner: string) =>
    inner.endsWith("arn") ? `${ARN}${inner}` : `<${inner}>`,
  );
}

/** The text as Terraform has it, for messages. */
export const readable = (settled: string): string =>
  settled.replace(/arn:terraform:apply:::([\w./[\]"-]+)/g, "${$1}").replace(/<([^<>]*)>/g, "${$1}");

/** A statement of a policy in a layer, with settled texts. */
export const settledStatement = (
  plan: EnvironmentPlan,
  layer: InLayer["layer"],
  statement: Statement,
): Statement => withStatementTexts(statement, (value) => settledText(plan, { layer, value }));
