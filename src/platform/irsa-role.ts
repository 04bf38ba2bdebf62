import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { type PolicyStatement, policyDocument } from "../facts/iam";
import { podTrust, type IOidcProvider, type ServiceAccountRef } from "./constructs/identity/irsa-trust";

interface IrsaRoleProps {
  readonly roleName: string;
  readonly description: string;
  readonly oidc: IOidcProvider;
  readonly serviceAccount: ServiceAccountRef;
  /** Statements of the inline policy. @default - no inline policy */
  readonly statements?: readonly PolicyStatement[];
  /** ARN of an AWS managed policy. @default - none */
  readonly managedPolicyArn?: string;
}

/** An IAM role for the pods of one Kubernetes service account. */
export class IrsaRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: IrsaRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      name: props.roleName,
      description: props.description,
      assumeRolePolicy: podTrust(props.oidc, props.serviceAccount),
    });
    this.arn = role.arn;
    const { statements = [], managedPolicyArn } = props;
    if (statements.length > 0) {
      new IamRolePolicy(this, "Policy", {
        name: "permissions",
        role: role.id,
        policy: policyDocument(statements),
      });
    }
    if (managedPolicyArn) {
      new IamRolePolicyAttachment(this, "Managed", { role: role.name, policyArn: managedPolicyArn });
    }
  }
}
