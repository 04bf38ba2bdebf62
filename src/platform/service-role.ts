import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { trustFor } from "./constructs/identity/service-trust";
import { type AwsLocation, managedPolicyArn } from "../facts/aws";
import { type PolicyStatement, policyDocument } from "../facts/iam";

interface ServiceRoleProps {
  readonly location: AwsLocation;
  readonly roleName: string;
  readonly description: string;
  /**
   * Trust policy, as JSON, or the service with the only resource of this account that it trusts; `*` in the ARN matches
   * any characters.
   */
  readonly trust: string | { readonly service: string; readonly sourceArn: string };
  /** AWS managed policies, by the id that appears in the address. */
  readonly managedPolicies: Readonly<Record<string, string>>;
  /** Statements of inline policies, by the id that appears in the address and is the name of the policy. @default - none */
  readonly inlinePolicies?: Readonly<Record<string, readonly PolicyStatement[]>>;
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
      assumeRolePolicy: typeof props.trust === "string" ? props.trust : trustFor(props.trust),
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
