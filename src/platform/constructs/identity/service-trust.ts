import { policyDocument } from "../../../facts/iam";

/**
 * Trust policy for an AWS service, limited to one resource of this account; `*` in the ARN matches any
 * characters.
 */
export function trustFor({
  service,
  sourceArn,
}: {
  readonly service: string;
  readonly sourceArn: string;
}): string {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      Condition: { ArnLike: { "aws:SourceArn": sourceArn } },
    },
  ]);
}
