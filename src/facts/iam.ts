/** A statement of an IAM policy document. */
export interface PolicyStatement {
  /** Statement id. @default - none */
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  /** Principals that the statement applies to. @default - none, as in an identity-based policy */
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  /** Resources that the statement applies to. @default - none, as in a trust policy */
  readonly Resource?: string | readonly string[];
  /** Values by condition key, by operator. @default - none */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Trust policy for one AWS service; with `sourceAccount`, only while the service acts for that account. */
export function serviceTrustPolicy(service: string, sourceAccount?: string): string {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      ...(sourceAccount ? { Condition: { StringEquals: { "aws:SourceAccount": sourceAccount } } } : {}),
    },
  ]);
}
