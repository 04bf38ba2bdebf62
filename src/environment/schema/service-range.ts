import { contains, isCidr, prefixLength } from "../../base/cidr";
import { PRIVATE_RANGES } from "../../facts/private-ranges";
import { expects } from "../expects";
import { cidr } from "../values";

const { all, ofVpcs, services, byDefault } = PRIVATE_RANGES;
const [first, last] = [ofVpcs.slice(0, -1).join(", "), ofVpcs.at(-1)];

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
      `IPv4 range of the addresses of Kubernetes Services, /${services.widest} to /${services.narrowest}, in ${first} or ${last}. No network that packets are routed to overlaps it, such as the VPC. EKS takes it at creation only: another range replaces the cluster. Default: EKS takes ${byDefault.then} where the VPC has a range in ${byDefault.besideVpcIn}, else ${byDefault.otherwise} (observed, unconfirmed).`,
    );
