import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { TerraformIterator, Token } from "cdktf";
import { Construct } from "constructs";

export interface CertificateProps {
  /** One or more; their order has no effect. */
  readonly hosts: readonly string[];
  /** Route 53 zone of the DNS records that validate the certificate. */
  readonly hostedZoneId: string;
}

/** An ACM certificate for hosts of one zone. Its ARN is available only after ACM has validated it. */
export class Certificate extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { hosts, hostedZoneId }: CertificateProps) {
    super(scope, id);
    // A host that becomes another one of the entry's does not replace the certificate.
    const [domainName = "", ...others] = [...hosts].sort();
    const certificate = new AcmCertificate(this, "Resource", {
      domainName,
      ...(others.length > 0 ? { subjectAlternativeNames: others } : {}),
      validationMethod: "DNS",
      // A listener uses the old certificate until the new one is in place.
      lifecycle: { createBeforeDestroy: true },
    });
    // The keys are the hosts and not the options of the certificate, whose names no plan of a replacement knows.
    const each = TerraformIterator.fromList([...hosts].sort());
    const option = (name: string): string =>
      `\${one([for option in ${certificate.fqn}.domain_validation_options : option.${name} if option.domain_name == each.key])}`;
    const records = new Route53Record(this, "validation", {
      forEach: each,
      zoneId: hostedZoneId,
      name: option("resource_record_name"),
      type: option("resource_record_type"),
      records: [option("resource_record_value")],
      ttl: 300,
      allowOverwrite: true,
    });
    const validation = new AcmCertificateValidation(this, "Validated", {
      certificateArn: certificate.arn,
      validationRecordFqdns: Token.asList(`\${[for record in ${records.fqn} : record.fqdn]}`),
    });
    this.arn = validation.certificateArn;
  }
}
