import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { type ITerraformDependable, TerraformVariable, Token, conditional } from "cdktf";
import { Construct } from "constructs";
import { IDLE_SECONDS } from "../../facts/load-balancers";
import { TLS_POLICY } from "../../facts/tls-policies";
import { LOAD_BALANCER_LOGS } from "../names/access-logs";
import { type ILoadBalancer } from "../stack-outputs/network";
import { HostRecords, type HostsInZone } from "./host-records";

export interface SwitchableAlbProps {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  readonly name: string;
  readonly targetGroupName: string;
  readonly internal: boolean;
  readonly healthPath: string;
  /** Time after which a connection without bytes is closed, and that a removed target gets for open requests, in seconds. */
  readonly idleSeconds: number;
  /** Whether the load balancer exists when an apply does not set the variable `demo_enabled`. */
  readonly enabled: boolean;
  /** Certificate of the HTTPS listener. @default - plain HTTP, for a classroom demo */
  readonly certificateArn?: string;
  /** Web ACL of the ALB. @default - none */
  readonly webAclArn?: string;
  /** Alias records for the load balancer. @default - none */
  readonly dns?: HostsInZone;
  /** Bucket for access logs. @default - no logs */
  readonly logBucket?: string;
  /**
   * Dependency of a public load balancer: AWS creates none in a VPC without an internet gateway.
   *
   * @default - none
   */
  readonly internetRoute?: ITerraformDependable;
}

/**
 * Port of targets that are registered without one; pods are registered with their container port. A change of it
 * would replace the target group, and with it all registrations. Its value is that of groups of earlier versions.
 */
const UNUSED_PORT = 8080;

/**
 * An ALB that exists only while the Terraform variable `demo_enabled` is true, so that it costs nothing
 * between demos. The target group remains, so registered pods need no change.
 */
export class SwitchableAlb extends Construct implements ILoadBalancer {
  readonly targetGroupArn: string;
  readonly arn: string;
  readonly dnsName: string;
  readonly zoneId: string;
  private readonly alb: Lb;

  constructor(scope: Construct, id: string, props: SwitchableAlbProps) {
    super(scope, id);
    const targetGroup = new LbTargetGroup(this, "api", {
      name: props.targetGroupName,
      vpcId: props.vpcId,
      targetType: "ip",
      protocol: "HTTP",
      port: UNUSED_PORT,
      // With ELB's default of 300 s, a target would still receive requests after its pod is gone.
      deregistrationDelay: String(props.idleSeconds),
      healthCheck: {
        path: props.healthPath,
        port: "traffic-port",
        protocol: "HTTP",
        matcher: "200",
        healthyThreshold: 2,
        unhealthyThreshold: 2,
        timeout: 5,
        interval: 30,
      },
      tags: { Name: props.targetGroupName },
    });
    this.targetGroupArn = targetGroup.arn;

    const enabled = new TerraformVariable(this, "demo_enabled", {
      type: "bool",
      default: props.enabled,
      description: "Whether the demo's load balancer exists",
    });
    const count = Token.asNumber(conditional(enabled.value, 1, 0));
    const alb = new Lb(this, "demo", {
      count,
      name: props.name,
      internal: props.internal,
      loadBalancerType: "application",
      subnets: [...props.subnetIds],
      securityGroups: [props.securityGroupId],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      ...(props.idleSeconds === IDLE_SECONDS.alb ? {} : { idleTimeout: props.idleSeconds }),
      // The demo is turned off by destroying the ALB.
      enableDeletionProtection: false,
      ...(props.logBucket
        ? { accessLogs: { bucket: props.logBucket, prefix: LOAD_BALANCER_LOGS, enabled: true } }
        : {}),
      tags: { Name: props.name },
      ...(props.internetRoute ? { dependsOn: [props.internetRoute] } : {}),
    });
    // A resource with `count` is a list; `one` returns null for an empty list.
    this.arn = `\${one(${alb.fqn}[*].arn)}`;
    this.dnsName = `\${one(${alb.fqn}[*].dns_name)}`;
    this.zoneId = `\${one(${alb.fqn}[*].zone_id)}`;
    this.alb = alb;

    this.listen(count, targetGroup, props.certificateArn);
    if (props.webAclArn) {
      new Wafv2WebAclAssociation(this, "guard", { count, resourceArn: this.arn, webAclArn: props.webAclArn });
    }
    if (props.dns) {
      new HostRecords(this, "Records", {
        ...props.dns,
        target: this,
        internetFacing: !props.internal,
        count,
      });
    }
  }

  /** An object of texts and lists of texts, or null while the demo is off. */
  whileOn(texts: object): string {
    const quoted = (value: unknown): string =>
      Array.isArray(value) ? `[${value.map(quoted).join(", ")}]` : `"${String(value)}"`;
    const fields = Object.entries(texts).map(([name, value]) => `${name} = ${quoted(value)}`);
    return `\${one([for alb in ${this.alb.fqn} : { ${fields.join(", ")} }])}`;
  }

  private listen(count: number, targetGroup: LbTargetGroup, certificateArn?: string): void {
    const forwarding = {
      defaultAction: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      // AWS does not delete a target group that a listener forwards to, for example after a change of the model's port.
      lifecycle: {
        replaceTriggeredBy: [`${targetGroup.terraformResourceType}.${targetGroup.friendlyUniqueId}.arn`],
      },
    };
    const http = { count, loadBalancerArn: this.arn, port: 80, protocol: "HTTP" };
    if (certificateArn === undefined) {
      new LbListener(this, "http", { ...http, ...forwarding });
      return;
    }
    const redirect = { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" };
    new LbListener(this, "http", { ...http, defaultAction: [{ type: "redirect", redirect }] });
    new LbListener(this, "https", {
      count,
      loadBalancerArn: this.arn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: TLS_POLICY,
      certificateArn,
      ...forwarding,
    });
  }
}
