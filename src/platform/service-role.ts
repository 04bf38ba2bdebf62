import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type AwsLocation, managedPolicyArn } from "../facts/aws";
import { type PolicyStatement, policyDocument } from "../facts/iam";

interface ServiceRoleProps {
  readonly location: AwsLocation;
  readonly roleName: string;
  readonly description: string;
  /** Trust policy, as JSON. */
  readonly trust: string;
  /** AWS managed policies, by the id that appears in the address. */
  readonly managedPolicies: Readonly<Record<string, string>>;
  /** Statements of inline policies, by the id that appears in the address and is the name of the policy. @default - none */
  readonly inlinePolicies?: Readonly<Record<string, readonly PolicyStatement[]>>;
}

/**
 * Trust policy for an AWS service, limited to one resource of this account; `*` in the ARN matches any
 * characters.
 */
export function trustFor(service: string, sourceArn: string): string {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      Condition: { ArnLike: { "aws:SourceArn": sourceArn } },
    },
  ]);
}

/** An IAM role for an AWS service, with AWS managed policies and inline ones. */
export class ServiceRole extends Construct {
  readonly arn: string;
  readonly roleName: string;
  /** Resources that the role needs before it is usable. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      name: props.roleName,
      description: props.description,
      assumeRolePolicy: props.trust,
    });
    this.arn = role.arn;
    this.roleName = role.name;
    const attached = Object.entries(props.managedPolicies).map(
      ([word, policy]) =>
        new IamRolePolicyAttachment(this, word, {
          role: role.name,
          policyArn: managedPolicyArn(props.location, policy),
        }),
    );
    const inline = Object.entries(props.inlinePolicies ?? {}).map(
      ([word, statements]) =>
        new IamRolePolicy(this, word, { name: word, role: role.name, policy: policyDocument(statements) }),
    );
    this.ready = [...attached, ...inline];
  }
}
