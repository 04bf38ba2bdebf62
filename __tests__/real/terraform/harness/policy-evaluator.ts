import { readFileSync } from "node:fs";
import { decide } from "../../../../src/infrastructure/identity-decisions";
import { type Statement, statementsOf } from "../../../../src/infrastructure/identity-policies";

/** A request as IAM sees it. */
export interface IamRequest {
  readonly action: string;
  /** @default - unknown: any resource of a statement counts */
  readonly resource?: string;
  /** Values of condition keys. Another key is absent. */
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Whether the policies of one kind (those of an identity, or its boundary) allow a request, by the evaluator of the checks. Two kinds together
 * allow what each of them allows.
 */
export class Policies {
  private readonly statements: readonly Statement[];

  constructor(statements: readonly object[]) {
    const document = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    // Terraform writes a variable of IAM with two dollar signs.
    this.statements = statementsOf(document.replaceAll("${", "$${")) ?? [];
  }

  static inFiles(files: readonly string[]): Policies {
    return new Policies(
      files.flatMap((file) => (JSON.parse(readFileSync(file, "utf8")) as { Statement: object[] }).Statement),
    );
  }

  allow({ action, resource, context }: IamRequest): boolean {
    const asked = resource === undefined ? this.statements.map(onAnything) : this.statements;
    const keys = this.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key));
    const answer = decide(
      { identity: asked },
      {
        action,
        resource: resource ?? "*",
        context: Object.fromEntries(
          [...keys, ...Object.keys(context)].map((key) => [key, key in context ? [context[key] ?? ""] : []]),
        ),
      },
    );
    if (typeof answer !== "boolean")
      throw new Error(`${action} on ${resource ?? "any resource"} depends on ${answer.dependsOn.join(", ")}`);
    return answer;
  }
}

const onAnything = (statement: Statement): Statement => ({
  ...statement,
  resources: ["*"],
  ...(statement.notResources ? { notResources: [] } : {}),
});
