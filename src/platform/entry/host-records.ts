import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { hostId } from "../../environment/entry";

/** Hosts of one zone. */
export interface HostsInZone {
  readonly hosts: readonly string[];
  readonly hostedZoneId: string;
}

export interface HostRecordsProps extends HostsInZone {
  /** DNS name of the load balancer, and the Route 53 zone of that name. */
  readonly target: { readonly dnsName: string; readonly zoneId: string };
  /** Whether clients on the internet use the names, which a private zone does not answer. */
  readonly internetFacing: boolean;
  /** Number of records of each host, for a load balancer that can be off. @default - one record */
  readonly count?: number;
}

/**
 * An alias record for each host. It is an alias and not a CNAME, since a host can be the apex of its zone, where DNS allows
 * no CNAME. A record that exists already fails the apply: it is imported, and never overwritten. Its address is that of the
 * host, so that a record stays as it is when another host becomes the first one.
 */
export class HostRecords extends Construct {
  constructor(scope: Construct, id: string, props: HostRecordsProps) {
    super(scope, id);
    const { hosts, hostedZoneId, target, internetFacing, count } = props;
    const zone = new DataAwsRoute53Zone(this, "host", {
      zoneId: hostedZoneId,
      lifecycle: {
        postcondition: [
          ...hosts.map((host) => ({
            // The provider appends the name of the zone to any other name, and creates a record that no client asks for.
            condition: `\${endswith(".${host}", format(".%s", trimsuffix(self.name, ".")))}`,
            errorMessage: `${host} is not in hosted zone ${hostedZoneId} (\${self.name}); correct entry.hostedZoneId or the host in entry`,
          })),
          ...(internetFacing
            ? [
                {
                  // With mocked providers the argument is null, as in the tests of handed-over modules.
                  condition: "${self.private_zone != true}",
                  errorMessage: `hosted zone ${hostedZoneId} (\${self.name}) is private, so clients on the internet cannot resolve ${hosts.join(" and ")}; set entry.hostedZoneId to a public zone, or entry.scheme to internal`,
                },
              ]
            : []),
        ],
      },
    });
    for (const host of hosts) {
      new Route53Record(this, `alias_${hostId(host)}`, {
        ...(count === undefined ? {} : { count }),
        zoneId: zone.zoneId,
        name: host,
        type: "A",
        alias: { name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: true },
      });
    }
  }
}
