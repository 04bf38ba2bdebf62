import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
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
    const unseen =
      "so ACM never sees the records that validate the certificate, and the apply waits 75 minutes";
    const zone = `hosted zone ${hostedZoneId} (\${self.name})`;
    new DataAwsRoute53Zone(this, "zone", {
      zoneId: hostedZoneId,
      lifecycle: {
        postcondition: [
          {
            // With mocked providers both arguments are null, as in the tests of handed-over modules.
            condition: "${self.private_zone != true}",
            errorMessage: `${zone} is private, ${unseen}; set entry.hostedZoneId to the public zone of the host, or give entry.certificateArn`,
          },
          ...hosts.map((host) => ({
            condition: `\${try(endswith(".${host}", format(".%s", trimsuffix(self.name, "."))), true)}`,
            errorMessage: `${host} is not in ${zone}, ${unseen}; correct entry.hostedZoneId or the host in entry`,
          })),
        ],
      },
    });
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
