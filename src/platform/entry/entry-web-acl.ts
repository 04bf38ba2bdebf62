import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";

export interface EntryWebAclProps {
  /** DNS name of an ALB that the controller creates. */
  readonly loadBalancerHost: string;
  /** ARN of a regional web ACL. */
  readonly webAclArn: string;
}

/**
 * Name of an ALB in its DNS name: `NAME-ID.REGION.elb.amazonaws.com`, with the prefix `internal-` for an internal one. No
 * name of an ALB begins with that prefix (Elastic Load Balancing API reference, CreateLoadBalancer, read 2026-11-21).
 */
const NAME_IN_HOST = "^(?:internal-)?([^.]+)-[0-9]+[.]";

/**
 * Associates a web ACL with the ALB of an Ingress, where the controller has no route to the WAF API. Terraform calls that
 * API from the machine that applies. A new ALB has no web ACL until the next apply.
 */
export class EntryWebAcl extends Construct {
  constructor(scope: Construct, id: string, { loadBalancerHost, webAclArn }: EntryWebAclProps) {
    super(scope, id);
    const alb = new DataAwsLb(this, "entry", {
      name: Token.asString(Fn.one(Token.asList(Fn.regex(NAME_IN_HOST, loadBalancerHost)))),
    });
    new Wafv2WebAclAssociation(this, "guard", { resourceArn: alb.arn, webAclArn });
  }
}
