import { contains, isCidr, prefixLength } from "../../base/cidr";
import { PRIVATE_RANGES } from "../../facts/private-ranges";
import { expects } from "../expects";
import { cidr } from "../values";

const { all, services } = PRIVATE_RANGES;

const isServiceRange = (range: string): boolean =>
  !isCidr(range) ||
  (prefixLength(range) >= services.widest &&
    prefixLength(range) <= services.narrowest &&
    all.some((outer) => contains(outer, range)));

export const serviceCidr = () =>
  cidr()
    .refine(
      isServiceRange,
      expects(
        `a range from /${services.widest} to /${services.narrowest} in ${all.join(", ")}`,
        "choose a range that no connected network uses",
      ),
    )
    .optional()
    .describe(
      "IPv4 range of the addresses of Kubernetes Services, /12 to /24, in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16. No network that packets are routed to overlaps it, such as the VPC. EKS takes it at creation only: another range replaces the cluster. Default: EKS takes 172.20.0.0/16 where the VPC has a range in 10.0.0.0/8, else 10.100.0.0/16 (observed, unconfirmed).",
    );
